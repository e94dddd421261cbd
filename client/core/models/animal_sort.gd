class_name AnimalSort
## The order of a list of animals.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const CREATION_INDEX := "creation_index"
const POPULARITY := "popularity"
const ALL: Array[String] = [
	CREATION_INDEX,
	POPULARITY,
]
