class_name FriendOverview
extends RefCounted
## The summary of a friend's life list, as far as the viewer may see it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var person: PersonCard
var catches: int
var animals: int
var unseen: int
var classes: Dictionary


static func from_json(json: Dictionary) -> FriendOverview:
	var result := FriendOverview.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	person = Model.object(json.get("person"), PersonCard.from_json)
	catches = Model.integer(json.get("catches"))
	animals = Model.integer(json.get("animals"))
	unseen = Model.integer(json.get("unseen"))
	classes = Model.dictionary(json.get("classes"))
