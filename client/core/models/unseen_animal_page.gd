class_name UnseenAnimalPage
extends RefCounted
## The API's Page_UnseenAnimal_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[UnseenAnimal]
var next_cursor: String


static func from_json(json: Dictionary) -> UnseenAnimalPage:
	var result := UnseenAnimalPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), UnseenAnimal.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
