class_name CardBackground
## The background of a card.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const PLAIN := "plain"
const FOREST := "forest"
const MEADOW := "meadow"
const MOUNTAIN := "mountain"
const DESERT := "desert"
const OCEAN := "ocean"
const RIVER := "river"
const NIGHT := "night"
const ALL: Array[String] = [
	PLAIN,
	FOREST,
	MEADOW,
	MOUNTAIN,
	DESERT,
	OCEAN,
	RIVER,
	NIGHT,
]
