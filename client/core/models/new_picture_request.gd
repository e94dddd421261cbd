class_name NewPictureRequest
extends RequestBody
## Another photograph of an entry.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_job_id(value: String) -> NewPictureRequest:
	fields["job_id"] = value
	return self
