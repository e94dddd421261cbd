class_name NewAppealRequest
extends RequestBody
## An appeal against a suspension, a hidden name or hidden texts, or against the hiding of an entry.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_entry_id(value: String) -> NewAppealRequest:
	fields["entry_id"] = value
	return self


func set_words(value: String) -> NewAppealRequest:
	fields["words"] = value
	return self
