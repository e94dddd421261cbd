class_name NewJobRequest
extends RequestBody
## The announcement of a photograph.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_filename(value: String) -> NewJobRequest:
	fields["filename"] = value
	return self


func set_content_type(value: String) -> NewJobRequest:
	fields["content_type"] = value
	return self


func set_size_bytes(value: int) -> NewJobRequest:
	fields["size_bytes"] = value
	return self


func set_sha256(value: String) -> NewJobRequest:
	fields["sha256"] = value
	return self


func set_captured_at(value: String) -> NewJobRequest:
	fields["captured_at"] = value
	return self


func set_place(value: Place) -> NewJobRequest:
	fields["place"] = value.to_json()
	return self


func set_time_zone(value: String) -> NewJobRequest:
	fields["time_zone"] = value
	return self


func set_identify(value: bool) -> NewJobRequest:
	fields["identify"] = value
	return self
