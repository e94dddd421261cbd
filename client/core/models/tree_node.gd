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
	id = Model.text(json.get("id"))
	parent = Model.text(json.get("parent"))
	rank = Model.text(json.get("rank"))
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
	animal_class = Model.text(json.get("class_name"))
	animal_id = Model.text(json.get("animal_id"))
	creation_index = Model.integer(json.get("creation_index"))
	animals = Model.integer(json.get("animals"))
	sightings = Model.integer(json.get("sightings"))
	people = Model.integer(json.get("people"))
	found_by_me = Model.boolean(json.get("found_by_me"))
	who.assign(Model.objects(json.get("who"), Finder.from_json))
	thumbnail_url = Model.text(json.get("thumbnail_url"))
	species_known = Model.integer(json.get("species_known"))
	children = Model.integer(json.get("children"))
	leaves = Model.integer(json.get("leaves"))
	x = Model.number(json.get("x"))
	y = Model.number(json.get("y"))
