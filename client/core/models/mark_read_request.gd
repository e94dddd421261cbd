class_name MarkReadRequest
extends RequestBody
## The notices that a person has read.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_until(value: String) -> MarkReadRequest:
	fields["until"] = value
	return self
