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
	animal_id = json["animal_id"] if json.get("animal_id") is String else ""
	creation_index = Model.integer(json.get("creation_index"))
	scientific_name = json["scientific_name"] if json.get("scientific_name") is String else ""
	common_name = json["common_name"] if json.get("common_name") is String else ""
	rank = json["rank"] if json.get("rank") is String else ""
	animal_class = json["class_name"] if json.get("class_name") is String else ""
	iucn = json["iucn"] if json.get("iucn") is String else ""
	confidence = Model.number(json.get("confidence"))
