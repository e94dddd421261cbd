class_name TreeForm
## The form in which a tree is drawn: left to right, or around the root.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const TIDY := "tidy"
const RADIAL := "radial"
const ALL: Array[String] = [
	TIDY,
	RADIAL,
]
