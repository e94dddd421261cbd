class_name Lineage
extends RefCounted
## An animal's place in the tree of life, from the kingdom down to itself.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Taxon]


static func from_json(json: Dictionary) -> Lineage:
	var result := Lineage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Taxon.from_json))
