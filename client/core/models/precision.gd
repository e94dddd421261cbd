class_name Precision
## The precision of a time.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const SECOND := "second"
const MONTH := "month"
const ALL: Array[String] = [
	SECOND,
	MONTH,
]
