class_name RefreshRequest
extends RequestBody
## A person whose ID token has expired.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_refresh_token(value: String) -> RefreshRequest:
	fields["refresh_token"] = value
	return self
