class_name ConversionStatus
## The state of the photograph's standard picture.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const PENDING := "pending"
const PROCESSING := "processing"
const COMPLETED := "completed"
const FAILED := "failed"
const UNNECESSARY := "unnecessary"
const ALL: Array[String] = [
	PENDING,
	PROCESSING,
	COMPLETED,
	FAILED,
	UNNECESSARY,
]
