class_name EntryPage
extends RefCounted
## What the API calls Page_EntryReply_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[Entry]
var next_cursor: String


static func from_json(json: Dictionary) -> EntryPage:
	var result := EntryPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Entry.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
