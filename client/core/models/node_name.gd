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
	id = Model.text(json.get("id"))
	rank = Model.text(json.get("rank"))
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
