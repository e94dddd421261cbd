class_name NamedTaxonPage
extends RefCounted
## What the API calls Page_TaxonReply_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[NamedTaxon]
var next_cursor: String


static func from_json(json: Dictionary) -> NamedTaxonPage:
	var result := NamedTaxonPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), NamedTaxon.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
