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
	username = json["username"] if json.get("username") is String else ""
	display_name = json["display_name"] if json.get("display_name") is String else ""
	bio = json["bio"] if json.get("bio") is String else ""
	animal = json["animal"] if json.get("animal") is String else ""
	caption = json["caption"] if json.get("caption") is String else ""
	picture = json["picture"] if json.get("picture") is String else ""
