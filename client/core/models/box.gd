class_name Box
extends RefCounted
## A box on a picture, in fractions of its width and height.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var left: float
var top: float
var right: float
var bottom: float


static func from_json(json: Dictionary) -> Box:
	var result := Box.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	left = Model.number(json.get("left"))
	top = Model.number(json.get("top"))
	right = Model.number(json.get("right"))
	bottom = Model.number(json.get("bottom"))
