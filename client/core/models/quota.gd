class_name Quota
extends RefCounted
## A person's quota of identifications today.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var limit: int
var left: int
var resets_at: String


static func from_json(json: Dictionary) -> Quota:
	var result := Quota.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	limit = Model.integer(json.get("limit"))
	left = Model.integer(json.get("left"))
	resets_at = Model.text(json.get("resets_at"))
