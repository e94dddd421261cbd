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
	scientific_name = json["scientific_name"] if json.get("scientific_name") is String else ""
	common_name = json["common_name"] if json.get("common_name") is String else ""
	rank = json["rank"] if json.get("rank") is String else ""
	lineage.assign(Model.objects(json.get("lineage"), Taxon.from_json))
	id = json["id"] if json.get("id") is String else ""
	creation_index = Model.integer(json.get("creation_index"))
	other_names.assign(Model.strings(json.get("other_names")))
	is_domestic = json["is_domestic"] if json.get("is_domestic") is bool else false
	sentence = json["sentence"] if json.get("sentence") is String else ""
	iucn = json["iucn"] if json.get("iucn") is String else ""
	popularity = Model.integer(json.get("popularity"))
	created_at = json["created_at"] if json.get("created_at") is String else ""
