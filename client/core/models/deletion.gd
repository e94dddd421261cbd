class_name Deletion
extends RefCounted
## The reply to a deletion request.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var requested_at: String


static func from_json(json: Dictionary) -> Deletion:
	var result := Deletion.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	requested_at = Model.text(json.get("requested_at"))
