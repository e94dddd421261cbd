class_name Version
extends RefCounted
## The versions a client checks itself against.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var api: String
var oldest_client: String


static func from_json(json: Dictionary) -> Version:
	var result := Version.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	api = Model.text(json.get("api"))
	oldest_client = Model.text(json.get("oldest_client"))
