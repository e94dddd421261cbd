class_name LeaderboardScore
extends RefCounted
## A person on a leaderboard.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var person: PersonCard
var animals: int
var discoveries: int
var streak: int


static func from_json(json: Dictionary) -> LeaderboardScore:
	var result := LeaderboardScore.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	person = Model.object(json.get("person"), PersonCard.from_json)
	animals = Model.integer(json.get("animals"))
	discoveries = Model.integer(json.get("discoveries"))
	streak = Model.integer(json.get("streak"))
