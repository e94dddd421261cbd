class_name PasswordResetRequest
extends RequestBody
## A person who has forgotten the password.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_email(value: String) -> PasswordResetRequest:
	fields["email"] = value
	return self
