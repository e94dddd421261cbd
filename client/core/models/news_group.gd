class_name NewsGroup
extends RefCounted
## A friend's consecutive additions on one day; groups with the same id on different pages belong together.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var person: PersonCard
var news: Array[News]


static func from_json(json: Dictionary) -> NewsGroup:
	var result := NewsGroup.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = Model.text(json.get("id"))
	person = Model.object(json.get("person"), PersonCard.from_json)
	news.assign(Model.objects(json.get("news"), News.from_json))
