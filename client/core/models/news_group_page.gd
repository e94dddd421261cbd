class_name NewsGroupPage
extends RefCounted
## The API's Page_NewsGroup_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[NewsGroup]
var next_cursor: String


static func from_json(json: Dictionary) -> NewsGroupPage:
	var result := NewsGroupPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), NewsGroup.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
