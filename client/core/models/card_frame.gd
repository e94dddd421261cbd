class_name CardFrame
## The frame of the picture.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const NONE := "none"
const THIN := "thin"
const WOOD := "wood"
const GOLD := "gold"
const ALL: Array[String] = [
	NONE,
	THIN,
	WOOD,
	GOLD,
]
