class_name BatchSyncRequest
extends RequestBody
## A sync of several people's entries.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_people(value: Array[PersonToSync]) -> BatchSyncRequest:
	fields["people"] = Model.to_documents(value)
	return self
