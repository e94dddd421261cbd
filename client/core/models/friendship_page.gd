class_name FriendshipPage
extends RefCounted
## The API's Page_FriendshipReply_.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[Friendship]
var next_cursor: String


static func from_json(json: Dictionary) -> FriendshipPage:
	var result := FriendshipPage.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), Friendship.from_json))
	next_cursor = Model.text(json.get("next_cursor"))
