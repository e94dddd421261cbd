class_name RotationRequest
extends RequestBody
## The rotation of the pictures.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_quarter_turns(value: int) -> RotationRequest:
	fields["quarter_turns"] = value
	return self
