class_name CardShape
## The shape of the picture.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

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
