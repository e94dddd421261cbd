class_name ReportKind
## The part of a subject that is reported.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ENTRY := "entry"
const IDENTIFICATION := "identification"
const CAPTION := "caption"
const PERSON := "person"
const NAME := "name"
const ALL: Array[String] = [
	ENTRY,
	IDENTIFICATION,
	CAPTION,
	PERSON,
	NAME,
]
