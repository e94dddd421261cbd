class_name Discoverer
extends RefCounted
## The person who photographed an animal first; "a player" to viewers who may not see that entry.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var user_id: String
var username: String


static func from_json(json: Dictionary) -> Discoverer:
	var result := Discoverer.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	user_id = Model.text(json.get("user_id"))
	username = Model.text(json.get("username"))
