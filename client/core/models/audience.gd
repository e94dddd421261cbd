class_name Audience
## The audience of an export.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ME := "me"
const FRIENDS := "friends"
const PUBLIC := "public"
const ALL: Array[String] = [
	ME,
	FRIENDS,
	PUBLIC,
]
