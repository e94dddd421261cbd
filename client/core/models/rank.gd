class_name Rank
## The ranks that the product knows, from the widest to the narrowest.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const KINGDOM := "kingdom"
const PHYLUM := "phylum"
const CLASS := "class"
const ORDER := "order"
const FAMILY := "family"
const GENUS := "genus"
const SPECIES := "species"
const SUBSPECIES := "subspecies"
const ALL: Array[String] = [
	KINGDOM,
	PHYLUM,
	CLASS,
	ORDER,
	FAMILY,
	GENUS,
	SPECIES,
	SUBSPECIES,
]
