class_name RedListCategory
## The categories of the IUCN Red List.
## Made by scripts/generate_client_models.py of the OpenAPI document.

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
