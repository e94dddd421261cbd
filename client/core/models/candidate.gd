class_name Candidate
extends RefCounted
## An animal that the photograph may show.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var animal_id: String
var creation_index: int
var scientific_name: String
var common_name: String
var rank: String
var confidence: float
var verified: bool
var box: Box


static func from_json(json: Dictionary) -> Candidate:
	var result := Candidate.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	animal_id = Model.text(json.get("animal_id"))
	creation_index = Model.integer(json.get("creation_index"))
	scientific_name = Model.text(json.get("scientific_name"))
	common_name = Model.text(json.get("common_name"))
	rank = Model.text(json.get("rank"))
	confidence = Model.number(json.get("confidence"))
	verified = Model.boolean(json.get("verified"))
	box = Model.object(json.get("box"), Box.from_json)
