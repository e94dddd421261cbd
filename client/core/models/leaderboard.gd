class_name Leaderboard
extends RefCounted
## A person and their friends, ranked by animals.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var items: Array[LeaderboardScore]


static func from_json(json: Dictionary) -> Leaderboard:
	var result := Leaderboard.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	items.assign(Model.objects(json.get("items"), LeaderboardScore.from_json))
