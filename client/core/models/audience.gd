class_name Audience
## The people for whom a file is made.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const ME := "me"
const FRIENDS := "friends"
const PUBLIC := "public"
const ALL: Array[String] = [
	ME,
	FRIENDS,
	PUBLIC,
]
