class_name Precision
## How exactly a time is told.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const SECOND := "second"
const MONTH := "month"
const ALL: Array[String] = [
	SECOND,
	MONTH,
]
