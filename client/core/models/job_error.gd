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
	code = json["code"] if json.get("code") is String else ""
	detail = json["detail"] if json.get("detail") is String else ""
	retryable = json["retryable"] if json.get("retryable") is bool else false
