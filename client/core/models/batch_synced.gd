class_name BatchSynced
extends RefCounted
## The changes, by person.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[PersonSynced]


static func from_json(json: Dictionary) -> BatchSynced:
	var result := BatchSynced.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), PersonSynced.from_json))
