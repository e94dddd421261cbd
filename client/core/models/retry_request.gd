class_name RetryRequest
extends RequestBody
## Another attempt at a job that has ended.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_model(value: String) -> RetryRequest:
	fields["model"] = value
	return self


func set_hint(value: String) -> RetryRequest:
	fields["hint"] = value
	return self
