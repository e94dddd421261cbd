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
	id = Model.text(json.get("id"))
	username = Model.text(json.get("username"))
	display_name = Model.text(json.get("display_name"))
	avatar_url = Model.text(json.get("avatar_url"))
