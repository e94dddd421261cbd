class_name Finder
extends RefCounted
## A person who has met an animal.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var user_id: String
var username: String


static func from_json(json: Dictionary) -> Finder:
	var result := Finder.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	user_id = Model.text(json.get("user_id"))
	username = Model.text(json.get("username"))
