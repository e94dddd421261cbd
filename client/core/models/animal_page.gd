class_name AnimalPage
extends RefCounted
## The API's Page_AnimalReply_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Animal]
var next_cursor: String


static func from_json(json: Dictionary) -> AnimalPage:
	var result := AnimalPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Animal.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
