class_name Sticker
extends RefCounted
## A sticker; its centre is in fractions of the card's width and height.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var art: String
var x: float
var y: float
var scale: float
var degrees: float


static func from_json(json: Dictionary) -> Sticker:
	var result := Sticker.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	art = Model.text(json.get("art"))
	x = Model.number(json.get("x"))
	y = Model.number(json.get("y"))
	scale = Model.number(json.get("scale"))
	degrees = Model.number(json.get("degrees"))


func to_json() -> Dictionary:
	return {
		"art": art,
		"x": x,
		"y": y,
		"scale": scale,
		"degrees": degrees,
	}
