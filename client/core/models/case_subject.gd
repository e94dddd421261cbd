class_name CaseSubject
## The kinds of things that a case is about.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ENTRY := "entry"
const PERSON := "person"
const ALL: Array[String] = [
	ENTRY,
	PERSON,
]
