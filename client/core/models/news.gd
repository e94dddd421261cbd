class_name News
extends RefCounted
## A friend's entry in the feed.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var entry: Entry
var badges: Array[String]
var mine_since: String


static func from_json(json: Dictionary) -> News:
	var result := News.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	entry = Model.object(json.get("entry"), Entry.from_json)
	badges.assign(Model.strings(json.get("badges")))
	mine_since = Model.text(json.get("mine_since"))
