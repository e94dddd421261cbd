class_name UnseenAnimal
extends RefCounted
## An animal that friends have met and the viewer has not.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var animal_id: String
var creation_index: int
var scientific_name: String
var common_name: String
var animal_class: String
var people: int
var who: Array[Finder]
var thumbnail_url: String


static func from_json(json: Dictionary) -> UnseenAnimal:
	var result := UnseenAnimal.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	animal_id = Model.text(json.get("animal_id"))
	creation_index = Model.integer(json.get("creation_index"))
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
	animal_class = Model.text(json.get("class_name"))
	people = Model.integer(json.get("people"))
	who.assign(Model.objects(json.get("who"), Finder.from_json))
	thumbnail_url = Model.text(json.get("thumbnail_url"))
