class_name Decision
## The possible answers to a friend request.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ACCEPT := "accept"
const REJECT := "reject"
const BLOCK := "block"
const ALL: Array[String] = [
	ACCEPT,
	REJECT,
	BLOCK,
]
