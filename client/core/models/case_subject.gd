class_name CaseSubject
## The kinds of things that a case is about.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const ENTRY := "entry"
const PERSON := "person"
const ALL: Array[String] = [
	ENTRY,
	PERSON,
]
