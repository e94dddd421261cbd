class_name PersonCard
extends RefCounted
## A person's name and picture.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var username: String
var display_name: String
var avatar_url: String


static func from_json(json: Dictionary) -> PersonCard:
	var result := PersonCard.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = json["id"] if json.get("id") is String else ""
	username = json["username"] if json.get("username") is String else ""
	display_name = json["display_name"] if json.get("display_name") is String else ""
	avatar_url = json["avatar_url"] if json.get("avatar_url") is String else ""
