class_name Selection
extends RefCounted
## The candidate that the person chose; a null index means none of them.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var animal_index: int


static func from_json(json: Dictionary) -> Selection:
	var result := Selection.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	animal_index = Model.integer(json.get("animal_index"))
