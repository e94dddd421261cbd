class_name Evidence
extends RefCounted
## A snapshot of a subject at the time of a report, since its owner may change or delete it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var username: String
var display_name: String
var bio: String
var animal: String
var caption: String
var picture: String


static func from_json(json: Dictionary) -> Evidence:
	var result := Evidence.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	username = Model.text(json.get("username"))
	display_name = Model.text(json.get("display_name"))
	bio = Model.text(json.get("bio"))
	animal = Model.text(json.get("animal"))
	caption = Model.text(json.get("caption"))
	picture = Model.text(json.get("picture"))
