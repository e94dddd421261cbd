class_name FriendCode
extends RefCounted
## A friend code, by which others can find a person.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var friend_code: String


static func from_json(json: Dictionary) -> FriendCode:
	var result := FriendCode.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	friend_code = Model.text(json.get("friend_code"))
