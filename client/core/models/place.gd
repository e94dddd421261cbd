class_name Place
extends RefCounted
## An exact place, shown only to its owner.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var latitude: float
var longitude: float
var name: String


static func from_json(json: Dictionary) -> Place:
	var result := Place.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	latitude = Model.number(json.get("latitude"))
	longitude = Model.number(json.get("longitude"))
	name = Model.text(json.get("name"))


func to_json() -> Dictionary:
	return {
		"latitude": latitude,
		"longitude": longitude,
		"name": name if name != "" else null,
	}
