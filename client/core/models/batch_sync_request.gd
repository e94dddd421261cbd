class_name BatchSyncRequest
extends RequestBody
## Several people's entries at once.
## Made by scripts/generate_client_models.py of the OpenAPI document.


func set_people(value: Array[PersonToSync]) -> BatchSyncRequest:
	fields["people"] = Model.to_documents(value)
	return self
