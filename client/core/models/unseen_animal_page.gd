class_name UnseenAnimalPage
extends RefCounted
## What the API calls Page_UnseenAnimal_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[UnseenAnimal]
var next_cursor: String


static func from_json(json: Dictionary) -> UnseenAnimalPage:
	var result := UnseenAnimalPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), UnseenAnimal.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
