class_name PersonToSync
extends RefCounted
## A sync of one person's entries.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var since: String
var limit: int
var user_id: String


static func from_json(json: Dictionary) -> PersonToSync:
	var result := PersonToSync.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	since = Model.text(json.get("since"))
	limit = Model.integer(json.get("limit"))
	user_id = Model.text(json.get("user_id"))


func to_json() -> Dictionary:
	return {
		"since": since if since != "" else null,
		"limit": limit,
		"user_id": user_id,
	}
