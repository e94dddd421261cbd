class_name Visibility
## The audience of an entry, beside its owner.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const PRIVATE := "private"
const FRIENDS := "friends"
const PUBLIC := "public"
const ALL: Array[String] = [
	PRIVATE,
	FRIENDS,
	PUBLIC,
]
