class_name ReportReason
## The reason for a report.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const WRONG_ANIMAL := "wrong_animal"
const OFFENSIVE := "offensive"
const HARASSMENT := "harassment"
const SPAM := "spam"
const CRUELTY := "cruelty"
const PRIVACY := "privacy"
const STOLEN := "stolen"
const OTHER := "other"
const ALL: Array[String] = [
	WRONG_ANIMAL,
	OFFENSIVE,
	HARASSMENT,
	SPAM,
	CRUELTY,
	PRIVACY,
	STOLEN,
	OTHER,
]
