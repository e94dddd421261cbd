class_name Home
extends RefCounted
## The home screen.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var account: Me
var stats: Stats
var entries: Array[Entry]
var requests: Array[Friendship]
var jobs: Array[Job]


static func from_json(json: Dictionary) -> Home:
	var result := Home.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	account = Model.object(json.get("account"), Me.from_json)
	stats = Model.object(json.get("stats"), Stats.from_json)
	entries.assign(Model.objects(json.get("entries"), Entry.from_json))
	requests.assign(Model.objects(json.get("requests"), Friendship.from_json))
	jobs.assign(Model.objects(json.get("jobs"), Job.from_json))
