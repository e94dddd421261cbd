class_name EntryPage
extends RefCounted
## The API's Page_EntryReply_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Entry]
var next_cursor: String


static func from_json(json: Dictionary) -> EntryPage:
	var result := EntryPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Entry.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
