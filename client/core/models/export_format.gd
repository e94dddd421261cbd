class_name ExportFormat
## The format of a file.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const CSV := "csv"
const JSON_TEXT := "json"
const DWCA := "dwca"
const ALL: Array[String] = [
	CSV,
	JSON_TEXT,
	DWCA,
]
