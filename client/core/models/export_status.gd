class_name ExportStatus
## The state of an export.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const PREPARING := "preparing"
const READY := "ready"
const ALL: Array[String] = [
	PREPARING,
	READY,
]
