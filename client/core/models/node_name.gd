class_name NodeName
extends RefCounted
## A node on the way to another.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var rank: String
var scientific_name: String
var common_name: String


static func from_json(json: Dictionary) -> NodeName:
	var result := NodeName.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = json["id"] if json.get("id") is String else ""
	rank = json["rank"] if json.get("rank") is String else ""
	scientific_name = json["scientific_name"] if json.get("scientific_name") is String else ""
	common_name = json["common_name"] if json.get("common_name") is String else ""
