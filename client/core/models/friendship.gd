class_name Friendship
extends RefCounted
## A friendship, a request or a block, from one person's point of view.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var relation: String
var person: PersonCard
var since: String


static func from_json(json: Dictionary) -> Friendship:
	var result := Friendship.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = Model.text(json.get("id"))
	relation = Model.text(json.get("relation"))
	person = Model.object(json.get("person"), PersonCard.from_json)
	since = Model.text(json.get("since"))
