class_name Suggestion
extends RefCounted
## A taxon the person may have meant; a request with this `name` will be accepted.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var name: String
var common_name: String
var rank: String


static func from_json(json: Dictionary) -> Suggestion:
	var result := Suggestion.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	name = Model.text(json.get("name"))
	common_name = Model.text(json.get("common_name"))
	rank = Model.text(json.get("rank"))
