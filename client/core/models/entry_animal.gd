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
	scientific_name = json["scientific_name"] if json.get("scientific_name") is String else ""
	common_name = json["common_name"] if json.get("common_name") is String else ""
	rank = json["rank"] if json.get("rank") is String else ""
	lineage.assign(Model.objects(json.get("lineage"), Taxon.from_json))
	id = json["id"] if json.get("id") is String else ""
	creation_index = Model.integer(json.get("creation_index"))
	iucn = json["iucn"] if json.get("iucn") is String else ""
