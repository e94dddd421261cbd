class_name Taxa
extends RefCounted
## Taxa that were found.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[NamedTaxon]


static func from_json(json: Dictionary) -> Taxa:
	var result := Taxa.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), NamedTaxon.from_json))
