class_name ExportStatus
## The state of an export.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const PREPARING := "preparing"
const READY := "ready"
const ALL: Array[String] = [
	PREPARING,
	READY,
]
