class_name Taxon
extends RefCounted
## A taxon's own name, without its place in the tree.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var name: String
var rank: String


static func from_json(json: Dictionary) -> Taxon:
	var result := Taxon.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	name = Model.text(json.get("name"))
	rank = Model.text(json.get("rank"))
