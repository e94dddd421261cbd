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
	bio = Model.text(json.get("bio"))
	relation = Model.text(json.get("relation"))
	friendship_id = Model.text(json.get("friendship_id"))
	member_since = Model.text(json.get("member_since"))
