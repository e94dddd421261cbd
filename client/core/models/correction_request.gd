class_name CorrectionRequest
extends RequestBody
## The person's own name for the animal.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_name(value: String) -> CorrectionRequest:
	fields["name"] = value
	return self
