class_name SocialSummary
extends RefCounted
## What waits for a person: for the dots on the tabs.
## Made by scripts/generate_client_models.py of the OpenAPI document.

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
