class_name CaseSummaryPage
extends RefCounted
## The API's Page_CaseSummary_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[CaseSummary]
var next_cursor: String


static func from_json(json: Dictionary) -> CaseSummaryPage:
	var result := CaseSummaryPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), CaseSummary.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
