class_name JobPage
extends RefCounted
## What the API calls Page_JobReply_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[Job]
var next_cursor: String


static func from_json(json: Dictionary) -> JobPage:
	var result := JobPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Job.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
