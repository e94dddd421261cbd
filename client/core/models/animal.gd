class_name Animal
extends RefCounted
## An animal as everybody sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var scientific_name: String
var common_name: String
var rank: String
var lineage: Array[Taxon]
var id: String
var creation_index: int
var other_names: Array[String]
var is_domestic: bool
var sentence: String
var iucn: String
var popularity: int
var created_at: String


static func from_json(json: Dictionary) -> Animal:
	var result := Animal.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
	rank = Model.text(json.get("rank"))
	lineage.assign(Model.objects(json.get("lineage"), Taxon.from_json))
	id = Model.text(json.get("id"))
	creation_index = Model.integer(json.get("creation_index"))
	other_names.assign(Model.strings(json.get("other_names")))
	is_domestic = Model.boolean(json.get("is_domestic"))
	sentence = Model.text(json.get("sentence"))
	iucn = Model.text(json.get("iucn"))
	popularity = Model.integer(json.get("popularity"))
	created_at = Model.text(json.get("created_at"))
