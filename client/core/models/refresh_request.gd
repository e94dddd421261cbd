class_name RefreshRequest
extends RequestBody
## A request for a new ID token.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_refresh_token(value: String) -> RefreshRequest:
	fields["refresh_token"] = value
	return self
