class_name PossibleAnimal
extends RefCounted
## An animal that a photograph may show, and the model's confidence.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var animal_id: String
var creation_index: int
var scientific_name: String
var common_name: String
var rank: String
var animal_class: String
var iucn: String
var confidence: float


static func from_json(json: Dictionary) -> PossibleAnimal:
	var result := PossibleAnimal.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	animal_id = Model.text(json.get("animal_id"))
	creation_index = Model.integer(json.get("creation_index"))
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
	rank = Model.text(json.get("rank"))
	animal_class = Model.text(json.get("class_name"))
	iucn = Model.text(json.get("iucn"))
	confidence = Model.number(json.get("confidence"))
