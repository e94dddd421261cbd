class_name LoginRequest
extends RequestBody
## A request to sign in by username or e-mail address.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_username(value: String) -> LoginRequest:
	fields["username"] = value
	return self


func set_email(value: String) -> LoginRequest:
	fields["email"] = value
	return self


func set_password(value: String) -> LoginRequest:
	fields["password"] = value
	return self
