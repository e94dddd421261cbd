class_name StickerArt
## A sticker's picture.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const PAW := "paw"
const LEAF := "leaf"
const STAR := "star"
const HEART := "heart"
const SUN := "sun"
const MOON := "moon"
const FEATHER := "feather"
const SHELL := "shell"
const ALL: Array[String] = [
	PAW,
	LEAF,
	STAR,
	HEART,
	SUN,
	MOON,
	FEATHER,
	SHELL,
]
