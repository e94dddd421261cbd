class_name FoundTaxon
extends NamedTaxon
## A search result: a taxon with its class and parent, to tell it from its namesakes.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var animal_class: String
var parent: String


static func from_json(json: Dictionary) -> FoundTaxon:
	var result := FoundTaxon.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	animal_class = Model.text(json.get("class_name"))
	parent = Model.text(json.get("parent"))
