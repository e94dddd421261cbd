class_name TreeNode
extends RefCounted
## A taxon of the tree, an animal or what animals belong to. All that it counts is what the viewer may see.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var parent: String
var rank: String
var scientific_name: String
var common_name: String
var animal_class: String
var animal_id: String
var creation_index: int
var animals: int
var sightings: int
var people: int
var found_by_me: bool
var who: Array[Finder]
var thumbnail_url: String
var species_known: int
var children: int
var leaves: int
var x: float
var y: float


static func from_json(json: Dictionary) -> TreeNode:
	var result := TreeNode.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = json["id"] if json.get("id") is String else ""
	parent = json["parent"] if json.get("parent") is String else ""
	rank = json["rank"] if json.get("rank") is String else ""
	scientific_name = json["scientific_name"] if json.get("scientific_name") is String else ""
	common_name = json["common_name"] if json.get("common_name") is String else ""
	animal_class = json["class_name"] if json.get("class_name") is String else ""
	animal_id = json["animal_id"] if json.get("animal_id") is String else ""
	creation_index = Model.integer(json.get("creation_index"))
	animals = Model.integer(json.get("animals"))
	sightings = Model.integer(json.get("sightings"))
	people = Model.integer(json.get("people"))
	found_by_me = json["found_by_me"] if json.get("found_by_me") is bool else false
	who.assign(Model.objects(json.get("who"), Finder.from_json))
	thumbnail_url = json["thumbnail_url"] if json.get("thumbnail_url") is String else ""
	species_known = Model.integer(json.get("species_known"))
	children = Model.integer(json.get("children"))
	leaves = Model.integer(json.get("leaves"))
	x = Model.number(json.get("x"))
	y = Model.number(json.get("y"))
