class_name FriendOverviewPage
extends RefCounted
## What the API calls Page_FriendOverview_.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var items: Array[FriendOverview]
var next_cursor: String


static func from_json(json: Dictionary) -> FriendOverviewPage:
	var result := FriendOverviewPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), FriendOverview.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
