class_name Login
extends Token
## The tokens, and whose they are.
## Made by scripts/generate_client_models.py of the OpenAPI document.

var user: Me


static func from_json(json: Dictionary) -> Login:
	var result := Login.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	user = Model.object(json.get("user"), Me.from_json)
