class_name Stats
extends RefCounted
## The summary of a person's life list.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var catches: int
var animals: int
var photographed: int
var classes: Dictionary
var discoveries: int
var streak: int
var longest_streak: int
var first_catch: String
var last_catch: String
var badges: Dictionary


static func from_json(json: Dictionary) -> Stats:
	var result := Stats.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	catches = Model.integer(json.get("catches"))
	animals = Model.integer(json.get("animals"))
	photographed = Model.integer(json.get("photographed"))
	classes = Model.dictionary(json.get("classes"))
	discoveries = Model.integer(json.get("discoveries"))
	streak = Model.integer(json.get("streak"))
	longest_streak = Model.integer(json.get("longest_streak"))
	first_catch = Model.text(json.get("first_catch"))
	last_catch = Model.text(json.get("last_catch"))
	badges = Model.dictionary(json.get("badges"))
