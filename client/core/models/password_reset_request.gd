class_name PasswordResetRequest
extends RequestBody
## A request to reset a password.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_email(value: String) -> PasswordResetRequest:
	fields["email"] = value
	return self
