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
	kind = json["kind"] if json.get("kind") is String else ""
	subject = json["subject"] if json.get("subject") is String else ""
	reason = json["reason"] if json.get("reason") is String else ""
	words = json["words"] if json.get("words") is String else ""
	at = json["at"] if json.get("at") is String else ""
