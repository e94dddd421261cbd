class_name Token
extends RefCounted
## The tokens of a session.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var access_token: String
var refresh_token: String
var expires_in: int


static func from_json(json: Dictionary) -> Token:
	var result := Token.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	access_token = Model.text(json.get("access_token"))
	refresh_token = Model.text(json.get("refresh_token"))
	expires_in = Model.integer(json.get("expires_in"))
