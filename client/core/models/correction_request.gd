class_name CorrectionRequest
extends RequestBody
## The person's own name for the animal.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_name(value: String) -> CorrectionRequest:
	fields["name"] = value
	return self
