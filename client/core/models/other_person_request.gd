class_name OtherPersonRequest
extends RequestBody
## The other person of an action.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_user_id(value: String) -> OtherPersonRequest:
	fields["user_id"] = value
	return self
