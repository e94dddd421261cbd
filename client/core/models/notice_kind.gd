class_name NoticeKind
## The kind of a notice, by its cause.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const REQUEST := "request"
const ACCEPTED := "accepted"
const LIKE := "like"
const BADGE := "badge"
const DISCOVERY := "discovery"
const MODERATION := "moderation"
const ALL: Array[String] = [
	REQUEST,
	ACCEPTED,
	LIKE,
	BADGE,
	DISCOVERY,
	MODERATION,
]
