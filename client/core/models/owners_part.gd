class_name OwnersPart
extends RefCounted
## The fields of an entry for its owner only.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var notes: String
var geoprivacy: String
var place: Place
var hidden: Hidden


static func from_json(json: Dictionary) -> OwnersPart:
	var result := OwnersPart.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	notes = Model.text(json.get("notes"))
	geoprivacy = Model.text(json.get("geoprivacy"))
	place = Model.object(json.get("place"), Place.from_json)
	hidden = Model.object(json.get("hidden"), Hidden.from_json)
