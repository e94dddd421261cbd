class_name ExportFormat
## The format of an export.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const CSV := "csv"
const JSON_TEXT := "json"
const DWCA := "dwca"
const ALL: Array[String] = [
	CSV,
	JSON_TEXT,
	DWCA,
]
