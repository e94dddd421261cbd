class_name ExportFile
extends RefCounted
## A ZIP file of an export.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var name: String
var size_bytes: int
var url: String


static func from_json(json: Dictionary) -> ExportFile:
	var result := ExportFile.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	name = json["name"] if json.get("name") is String else ""
	size_bytes = Model.integer(json.get("size_bytes"))
	url = json["url"] if json.get("url") is String else ""
