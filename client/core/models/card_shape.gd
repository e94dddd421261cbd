class_name CardShape
## The shape of the picture.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const SQUARE := "square"
const ROUNDED := "rounded"
const CIRCLE := "circle"
const HEXAGON := "hexagon"
const ALL: Array[String] = [
	SQUARE,
	ROUNDED,
	CIRCLE,
	HEXAGON,
]
