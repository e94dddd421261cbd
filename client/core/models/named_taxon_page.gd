class_name NamedTaxonPage
extends RefCounted
## The API's Page_TaxonReply_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[NamedTaxon]
var next_cursor: String


static func from_json(json: Dictionary) -> NamedTaxonPage:
	var result := NamedTaxonPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), NamedTaxon.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
