class_name IdentifiedBy
## The source of an identification.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const MODEL := "model"
const PERSON := "person"
const MODERATOR := "moderator"
const ALL: Array[String] = [
	MODEL,
	PERSON,
	MODERATOR,
]
