class_name EntryAnimal
extends RefCounted
## The fields of its animal that are copied to an entry, so that a list costs one read per item.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var scientific_name: String
var common_name: String
var rank: String
var lineage: Array[Taxon]
var id: String
var creation_index: int
var iucn: String


static func from_json(json: Dictionary) -> EntryAnimal:
	var result := EntryAnimal.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
	rank = Model.text(json.get("rank"))
	lineage.assign(Model.objects(json.get("lineage"), Taxon.from_json))
	id = Model.text(json.get("id"))
	creation_index = Model.integer(json.get("creation_index"))
	iucn = Model.text(json.get("iucn"))
