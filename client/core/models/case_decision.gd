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
	action = json["action"] if json.get("action") is String else ""
	reason = json["reason"] if json.get("reason") is String else ""
	animal_id = json["animal_id"] if json.get("animal_id") is String else ""
	at = json["at"] if json.get("at") is String else ""
