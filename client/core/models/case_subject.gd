class_name CaseSubject
## The kind of subject of a case.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ENTRY := "entry"
const PERSON := "person"
const ALL: Array[String] = [
	ENTRY,
	PERSON,
]
