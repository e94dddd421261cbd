class_name NoticeKind
## The cause of a notice.
## Made by scripts/generate_client_models.py of the OpenAPI document.

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
