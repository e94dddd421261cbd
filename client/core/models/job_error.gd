class_name JobError
extends RefCounted
## The error of a failed job.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var code: String
var detail: String
var retryable: bool


static func from_json(json: Dictionary) -> JobError:
	var result := JobError.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	code = Model.text(json.get("code"))
	detail = Model.text(json.get("detail"))
	retryable = Model.boolean(json.get("retryable"))
