class_name Relation
## The relation of a person to another, apart from blocks.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

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
