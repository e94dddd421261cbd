class_name LikerPage
extends RefCounted
## The API's Page_Liker_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Liker]
var next_cursor: String


static func from_json(json: Dictionary) -> LikerPage:
	var result := LikerPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Liker.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
