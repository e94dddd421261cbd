class_name CaseDecision
extends RefCounted
## A decision that has been made.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var action: String
var reason: String
var animal_id: String
var at: String


static func from_json(json: Dictionary) -> CaseDecision:
	var result := CaseDecision.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	action = Model.text(json.get("action"))
	reason = Model.text(json.get("reason"))
	animal_id = Model.text(json.get("animal_id"))
	at = Model.text(json.get("at"))
