class_name RetryRequest
extends RequestBody
## Another attempt at a job that has ended.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_model(value: String) -> RetryRequest:
	fields["model"] = value
	return self


func set_hint(value: String) -> RetryRequest:
	fields["hint"] = value
	return self
