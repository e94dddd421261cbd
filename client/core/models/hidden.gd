class_name Hidden
extends RefCounted
## The reason and time when moderators hid something; shown to its owner.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var reason: String
var at: String


static func from_json(json: Dictionary) -> Hidden:
	var result := Hidden.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	reason = Model.text(json.get("reason"))
	at = Model.text(json.get("at"))
