class_name FriendOverviewPage
extends RefCounted
## The API's Page_FriendOverview_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[FriendOverview]
var next_cursor: String


static func from_json(json: Dictionary) -> FriendOverviewPage:
	var result := FriendOverviewPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), FriendOverview.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
