class_name NewReportRequest
extends RequestBody
## A report of an entry, a person, or a part of either.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_kind(value: String) -> NewReportRequest:
	fields["kind"] = value
	return self


func set_subject(value: String) -> NewReportRequest:
	fields["subject"] = value
	return self


func set_reason(value: String) -> NewReportRequest:
	fields["reason"] = value
	return self


func set_words(value: String) -> NewReportRequest:
	fields["words"] = value
	return self
