class_name AnimalPage
extends RefCounted
## What the API calls Page_AnimalReply_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[Animal]
var next_cursor: String


static func from_json(json: Dictionary) -> AnimalPage:
	var result := AnimalPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Animal.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
