class_name MarkReadRequest
extends RequestBody
## Which notices a person has read.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_until(value: String) -> MarkReadRequest:
	fields["until"] = value
	return self
