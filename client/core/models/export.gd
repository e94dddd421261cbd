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
	status = json["status"] if json.get("status") is String else ""
	requested_at = json["requested_at"] if json.get("requested_at") is String else ""
	ready_at = json["ready_at"] if json.get("ready_at") is String else ""
	expires_at = json["expires_at"] if json.get("expires_at") is String else ""
	files.assign(Model.objects(json.get("files"), ExportFile.from_json))
