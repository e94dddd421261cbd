class_name NewPictureRequest
extends RequestBody
## Another photograph for an entry.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_job_id(value: String) -> NewPictureRequest:
	fields["job_id"] = value
	return self
