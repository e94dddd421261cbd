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
	id = json["id"] if json.get("id") is String else ""
	kind = json["kind"] if json.get("kind") is String else ""
	at = json["at"] if json.get("at") is String else ""
	is_read = json["read"] if json.get("read") is bool else false
	person = Model.object(json.get("person"), PersonCard.from_json)
	entry = Model.object(json.get("entry"), Entry.from_json)
	badge = json["badge"] if json.get("badge") is String else ""
	text = json["text"] if json.get("text") is String else ""
