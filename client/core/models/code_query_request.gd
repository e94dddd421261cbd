class_name CodeQueryRequest
extends RequestBody
## A friend code as somebody typed it.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_friend_code(value: String) -> CodeQueryRequest:
	fields["friend_code"] = value
	return self
