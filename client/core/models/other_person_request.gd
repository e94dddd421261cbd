class_name OtherPersonRequest
extends RequestBody
## The other person of an action.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_user_id(value: String) -> OtherPersonRequest:
	fields["user_id"] = value
	return self
