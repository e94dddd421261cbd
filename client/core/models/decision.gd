class_name Decision
## The possible answers to a friend request.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const ACCEPT := "accept"
const REJECT := "reject"
const BLOCK := "block"
const ALL: Array[String] = [
	ACCEPT,
	REJECT,
	BLOCK,
]
