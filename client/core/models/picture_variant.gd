class_name PictureVariant
## A picture made from the photograph.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const DEX := "dex"
const DISPLAY := "display"
const THUMB := "thumb"
const MODEL := "model"
const ALL: Array[String] = [
	DEX,
	DISPLAY,
	THUMB,
	MODEL,
]
