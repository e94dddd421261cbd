class_name Notice
extends RefCounted
## A notice, as its recipient sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var kind: String
var at: String
var is_read: bool
var person: PersonCard
var entry: Entry
var badge: String
var text: String


static func from_json(json: Dictionary) -> Notice:
	var result := Notice.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = Model.text(json.get("id"))
	kind = Model.text(json.get("kind"))
	at = Model.text(json.get("at"))
	is_read = Model.boolean(json.get("read"))
	person = Model.object(json.get("person"), PersonCard.from_json)
	entry = Model.object(json.get("entry"), Entry.from_json)
	badge = Model.text(json.get("badge"))
	text = Model.text(json.get("text"))
