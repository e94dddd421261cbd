class_name CaseSummary
extends RefCounted
## A case in the queue.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var revision: int
var id: String
var about: String
var user_id: String
var open: bool
var reports: int
var appealed: bool
var opened_at: String
var ended_at: String
var decision: CaseDecision


static func from_json(json: Dictionary) -> CaseSummary:
	var result := CaseSummary.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	revision = Model.integer(json.get("revision"))
	id = json["id"] if json.get("id") is String else ""
	about = json["about"] if json.get("about") is String else ""
	user_id = json["user_id"] if json.get("user_id") is String else ""
	open = json["open"] if json.get("open") is bool else false
	reports = Model.integer(json.get("reports"))
	appealed = json["appealed"] if json.get("appealed") is bool else false
	opened_at = json["opened_at"] if json.get("opened_at") is String else ""
	ended_at = json["ended_at"] if json.get("ended_at") is String else ""
	decision = Model.object(json.get("decision"), CaseDecision.from_json)
