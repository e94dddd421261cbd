class_name JobPage
extends RefCounted
## The API's Page_JobReply_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Job]
var next_cursor: String


static func from_json(json: Dictionary) -> JobPage:
	var result := JobPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Job.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
