class_name ProblemDocument
extends RefCounted
## An RFC 9457 problem document with a code and, for validation errors, messages by field.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var type: String
var title: String
var status: int
var detail: String
var code: String
var errors: Dictionary
var suggestions: Array[Suggestion]


static func from_json(json: Dictionary) -> ProblemDocument:
	var result := ProblemDocument.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	type = json["type"] if json.get("type") is String else ""
	title = json["title"] if json.get("title") is String else ""
	status = Model.integer(json.get("status"))
	detail = json["detail"] if json.get("detail") is String else ""
	code = json["code"] if json.get("code") is String else ""
	errors = Model.dictionary(json.get("errors"))
	suggestions.assign(Model.objects(json.get("suggestions"), Suggestion.from_json))
