class_name JobStatus
## The status of a job. It ends as completed or failed.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const AWAITING_UPLOAD := "awaiting_upload"
const CONVERTING := "converting"
const CONVERTED := "converted"
const IDENTIFYING := "identifying"
const COMPLETED := "completed"
const FAILED := "failed"
const ALL: Array[String] = [
	AWAITING_UPLOAD,
	CONVERTING,
	CONVERTED,
	IDENTIFYING,
	COMPLETED,
	FAILED,
]
