class_name NewJob
extends Job
## A new job, and the request that uploads its photograph.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var upload: Upload


static func from_json(json: Dictionary) -> NewJob:
	var result := NewJob.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	upload = Model.object(json.get("upload"), Upload.from_json)
