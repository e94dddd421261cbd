class_name Finder
extends RefCounted
## A person who has met an animal.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var user_id: String
var username: String


static func from_json(json: Dictionary) -> Finder:
	var result := Finder.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	user_id = Model.text(json.get("user_id"))
	username = Model.text(json.get("username"))
