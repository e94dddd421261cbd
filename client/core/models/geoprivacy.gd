class_name Geoprivacy
## The precision with which others may know where an animal was.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const OPEN := "open"
const OBSCURED := "obscured"
const PRIVATE := "private"
const ALL: Array[String] = [
	OPEN,
	OBSCURED,
	PRIVATE,
]
