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
	url = json["url"] if json.get("url") is String else ""
	method = json["method"] if json.get("method") is String else ""
	headers = Model.dictionary(json.get("headers"))
	expires_at = json["expires_at"] if json.get("expires_at") is String else ""
