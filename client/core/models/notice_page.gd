class_name NoticePage
extends RefCounted
## What the API calls Page_NoticeReply_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[Notice]
var next_cursor: String


static func from_json(json: Dictionary) -> NoticePage:
	var result := NoticePage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Notice.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
