class_name NamedTaxon
extends Taxon
## A taxon of the bundled taxonomy.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var common_name: String


static func from_json(json: Dictionary) -> NamedTaxon:
	var result := NamedTaxon.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	common_name = Model.text(json.get("common_name"))
