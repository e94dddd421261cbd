class_name PublicPlace
extends RefCounted
## The place of an animal, as exact as others may know.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var latitude: float
var longitude: float
var uncertainty_m: float
var name: String
var obscured: bool


static func from_json(json: Dictionary) -> PublicPlace:
	var result := PublicPlace.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	latitude = Model.number(json.get("latitude"))
	longitude = Model.number(json.get("longitude"))
	uncertainty_m = Model.number(json.get("uncertainty_m"))
	name = Model.text(json.get("name"))
	obscured = Model.boolean(json.get("obscured"))
