class_name Upload
extends RefCounted
## The request that uploads the photograph; send exactly these headers.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var url: String
var method: String
var headers: Dictionary
var expires_at: String


static func from_json(json: Dictionary) -> Upload:
	var result := Upload.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	url = Model.text(json.get("url"))
	method = Model.text(json.get("method"))
	headers = Model.dictionary(json.get("headers"))
	expires_at = Model.text(json.get("expires_at"))
