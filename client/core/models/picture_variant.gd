class_name PictureVariant
## A picture made from the photograph.
## Made by scripts/generate_client_models.py of the OpenAPI document.

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
