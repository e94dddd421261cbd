class_name LikerPage
extends RefCounted
## What the API calls Page_Liker_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[Liker]
var next_cursor: String


static func from_json(json: Dictionary) -> LikerPage:
	var result := LikerPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Liker.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
