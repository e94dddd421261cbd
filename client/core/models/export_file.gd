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
	name = Model.text(json.get("name"))
	size_bytes = Model.integer(json.get("size_bytes"))
	url = Model.text(json.get("url"))
