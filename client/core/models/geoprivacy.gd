class_name Geoprivacy
## The precision of a place that others may see.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const OPEN := "open"
const OBSCURED := "obscured"
const PRIVATE := "private"
const ALL: Array[String] = [
	OPEN,
	OBSCURED,
	PRIVATE,
]
