class_name AnimalDetails
extends Animal
## An animal with its discoverer.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var discoverer: Discoverer
var discovered_on: String


static func from_json(json: Dictionary) -> AnimalDetails:
	var result := AnimalDetails.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	discoverer = Model.object(json.get("discoverer"), Discoverer.from_json)
	discovered_on = Model.text(json.get("discovered_on"))
