class_name NewUserRequest
extends RequestBody
## A request to sign up.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_username(value: String) -> NewUserRequest:
	fields["username"] = value
	return self


func set_email(value: String) -> NewUserRequest:
	fields["email"] = value
	return self


func set_password(value: String) -> NewUserRequest:
	fields["password"] = value
	return self


func set_password_confirm(value: String) -> NewUserRequest:
	fields["password_confirm"] = value
	return self
