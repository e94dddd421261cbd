class_name PersonSynced
extends RefCounted
## The changes to one person's entries; `gone`: there is no such person, so discard the copy.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var user_id: String
var gone: bool
var changes: Sync


static func from_json(json: Dictionary) -> PersonSynced:
	var result := PersonSynced.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	user_id = Model.text(json.get("user_id"))
	gone = Model.boolean(json.get("gone"))
	changes = Model.object(json.get("changes"), Sync.from_json)
