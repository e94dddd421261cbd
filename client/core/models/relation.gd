class_name Relation
## The relation of a person to another, blocks apart.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const NONE := "none"
const SENT := "sent"
const RECEIVED := "received"
const FRIENDS := "friends"
const REFUSED := "refused"
const DECLINED := "declined"
const ALL: Array[String] = [
	NONE,
	SENT,
	RECEIVED,
	FRIENDS,
	REFUSED,
	DECLINED,
]
