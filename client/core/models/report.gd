class_name Report
extends RefCounted
## A report or an appeal, as its author sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var kind: String
var subject: String
var reason: String
var words: String
var at: String


static func from_json(json: Dictionary) -> Report:
	var result := Report.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	kind = Model.text(json.get("kind"))
	subject = Model.text(json.get("subject"))
	reason = Model.text(json.get("reason"))
	words = Model.text(json.get("words"))
	at = Model.text(json.get("at"))
