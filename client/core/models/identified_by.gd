class_name IdentifiedBy
## The source of an identification.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const MODEL := "model"
const PERSON := "person"
const MODERATOR := "moderator"
const ALL: Array[String] = [
	MODEL,
	PERSON,
	MODERATOR,
]
