class_name ConversionStatus
## The state of the photograph's standard picture.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

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
