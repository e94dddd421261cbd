class_name Liker
extends RefCounted
## A person who likes an entry, as its owner sees them.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var person: PersonCard
var at: String
var friend: bool


static func from_json(json: Dictionary) -> Liker:
	var result := Liker.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	person = Model.object(json.get("person"), PersonCard.from_json)
	at = Model.text(json.get("at"))
	friend = Model.boolean(json.get("friend"))
