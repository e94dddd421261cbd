class_name CodeQueryRequest
extends RequestBody
## A friend code as typed.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_friend_code(value: String) -> CodeQueryRequest:
	fields["friend_code"] = value
	return self
