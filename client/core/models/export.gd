class_name Export
extends RefCounted
## An export, as its owner sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var status: String
var requested_at: String
var ready_at: String
var expires_at: String
var files: Array[ExportFile]


static func from_json(json: Dictionary) -> Export:
	var result := Export.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	status = Model.text(json.get("status"))
	requested_at = Model.text(json.get("requested_at"))
	ready_at = Model.text(json.get("ready_at"))
	expires_at = Model.text(json.get("expires_at"))
	files.assign(Model.objects(json.get("files"), ExportFile.from_json))
