class_name Visibility
## The audience of an entry besides its owner.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const PRIVATE := "private"
const FRIENDS := "friends"
const PUBLIC := "public"
const ALL: Array[String] = [
	PRIVATE,
	FRIENDS,
	PUBLIC,
]
