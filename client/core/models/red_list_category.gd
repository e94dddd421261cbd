class_name RedListCategory
## The categories of the IUCN Red List.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const EX := "EX"
const EW := "EW"
const CR := "CR"
const EN := "EN"
const VU := "VU"
const NT := "NT"
const LC := "LC"
const DD := "DD"
const NE := "NE"
const ALL: Array[String] = [
	EX,
	EW,
	CR,
	EN,
	VU,
	NT,
	LC,
	DD,
	NE,
]
