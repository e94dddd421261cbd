class_name TreeEdge
extends RefCounted
## A line from a node to its parent.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var parent: String
var child: String
var x1: float
var y1: float
var x2: float
var y2: float


static func from_json(json: Dictionary) -> TreeEdge:
	var result := TreeEdge.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	parent = Model.text(json.get("parent"))
	child = Model.text(json.get("child"))
	x1 = Model.number(json.get("x1"))
	y1 = Model.number(json.get("y1"))
	x2 = Model.number(json.get("x2"))
	y2 = Model.number(json.get("y2"))
