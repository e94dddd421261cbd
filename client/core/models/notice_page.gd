class_name NoticePage
extends RefCounted
## The API's Page_NoticeReply_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Notice]
var next_cursor: String


static func from_json(json: Dictionary) -> NoticePage:
	var result := NoticePage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Notice.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
