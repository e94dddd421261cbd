class_name AnimalSort
## The order of a list of animals.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const CREATION_INDEX := "creation_index"
const POPULARITY := "popularity"
const ALL: Array[String] = [
	CREATION_INDEX,
	POPULARITY,
]
