class_name CardFrame
## The frame of the picture.
## Made by scripts/generate_client_models.py of the OpenAPI document.

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
