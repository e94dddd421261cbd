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
	type = Model.text(json.get("type"))
	title = Model.text(json.get("title"))
	status = Model.integer(json.get("status"))
	detail = Model.text(json.get("detail"))
	code = Model.text(json.get("code"))
	errors = Model.dictionary(json.get("errors"))
	suggestions.assign(Model.objects(json.get("suggestions"), Suggestion.from_json))
