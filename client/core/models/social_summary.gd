class_name SocialSummary
extends RefCounted
## The counts for the dots on the tabs.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var requests: int
var unread: int
var photographs: int
var stamp: String


static func from_json(json: Dictionary) -> SocialSummary:
	var result := SocialSummary.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	requests = Model.integer(json.get("requests"))
	unread = Model.integer(json.get("unread"))
	photographs = Model.integer(json.get("photographs"))
	stamp = Model.text(json.get("stamp"))
