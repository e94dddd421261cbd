class_name TreeForm
## The form in which a tree is drawn: left to right, or around the root.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const TIDY := "tidy"
const RADIAL := "radial"
const ALL: Array[String] = [
	TIDY,
	RADIAL,
]
