class_name RefreshRequest
extends RequestBody
## A person whose ID token has expired.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_refresh_token(value: String) -> RefreshRequest:
	fields["refresh_token"] = value
	return self
