class_name RotationRequest
extends RequestBody
## The rotation of the pictures.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_quarter_turns(value: int) -> RotationRequest:
	fields["quarter_turns"] = value
	return self
