class_name Unread
extends RefCounted
## How many notices a person has not read.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var unread: int


static func from_json(json: Dictionary) -> Unread:
	var result := Unread.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	unread = Model.integer(json.get("unread"))
