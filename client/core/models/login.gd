class_name Login
extends Token
## The tokens of a session and the person they belong to.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var user: Me


static func from_json(json: Dictionary) -> Login:
	var result := Login.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	user = Model.object(json.get("user"), Me.from_json)
