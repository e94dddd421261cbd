class_name Person
extends PersonCard
## A person's profile, as a viewer may see it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var bio: String
var relation: String
var friendship_id: String
var member_since: String


static func from_json(json: Dictionary) -> Person:
	var result := Person.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	bio = json["bio"] if json.get("bio") is String else ""
	relation = json["relation"] if json.get("relation") is String else ""
	friendship_id = json["friendship_id"] if json.get("friendship_id") is String else ""
	member_since = json["member_since"] if json.get("member_since") is String else ""
