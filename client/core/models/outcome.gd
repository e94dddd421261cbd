class_name Outcome
## The outcome of an identification.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const ANIMALS := "animals"
const NO_ANIMAL := "no_animal"
const PERSON := "person"
const REFUSED := "refused"
const PLANT := "plant"
const FUNGUS := "fungus"
const NAME_NOT_UNDERSTOOD := "name_not_understood"
const ALL: Array[String] = [
	ANIMALS,
	NO_ANIMAL,
	PERSON,
	REFUSED,
	PLANT,
	FUNGUS,
	NAME_NOT_UNDERSTOOD,
]
