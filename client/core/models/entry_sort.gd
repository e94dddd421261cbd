class_name EntrySort
## The order of a list of entries: newest first, or by name or number.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const CAUGHT := "caught"
const ADDED := "added"
const NAME := "name"
const CREATION_INDEX := "creation_index"
const ALL: Array[String] = [
	CAUGHT,
	ADDED,
	NAME,
	CREATION_INDEX,
]
