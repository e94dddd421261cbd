class_name Audience
## The people for whom a file is made.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ME := "me"
const FRIENDS := "friends"
const PUBLIC := "public"
const ALL: Array[String] = [
	ME,
	FRIENDS,
	PUBLIC,
]
