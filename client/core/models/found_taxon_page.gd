class_name FoundTaxonPage
extends RefCounted
## The API's Page_FoundTaxon_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[FoundTaxon]
var next_cursor: String


static func from_json(json: Dictionary) -> FoundTaxonPage:
	var result := FoundTaxonPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), FoundTaxon.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
