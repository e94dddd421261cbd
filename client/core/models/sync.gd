class_name Sync
extends RefCounted
## The changes since a token. While `more` is true, ask again at once with the new token.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var entries: Array[Entry]
var deleted: Array[String]
var token: String
var more: bool
var reset: bool


static func from_json(json: Dictionary) -> Sync:
	var result := Sync.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	entries.assign(Model.objects(json.get("entries"), Entry.from_json))
	deleted.assign(Model.strings(json.get("deleted")))
	token = Model.text(json.get("token"))
	more = Model.boolean(json.get("more"))
	reset = Model.boolean(json.get("reset"))
