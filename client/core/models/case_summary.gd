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
	id = Model.text(json.get("id"))
	about = Model.text(json.get("about"))
	user_id = Model.text(json.get("user_id"))
	open = Model.boolean(json.get("open"))
	reports = Model.integer(json.get("reports"))
	appealed = Model.boolean(json.get("appealed"))
	opened_at = Model.text(json.get("opened_at"))
	ended_at = Model.text(json.get("ended_at"))
	decision = Model.object(json.get("decision"), CaseDecision.from_json)
