class_name JobErrorCode
## The reason why a job failed, explained in docs/errors.md.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const NOT_AN_IMAGE := "not_an_image"
const UNSUPPORTED_FORMAT := "unsupported_format"
const IMAGE_DAMAGED := "image_damaged"
const FILE_TOO_LARGE := "file_too_large"
const TOO_MANY_PIXELS := "too_many_pixels"
const EXTREME_ASPECT_RATIO := "extreme_aspect_ratio"
const CHECKSUM_MISMATCH := "checksum_mismatch"
const IMAGE_TOO_COMPLEX := "image_too_complex"
const MODEL_UNAVAILABLE := "model_unavailable"
const MODEL_REJECTED := "model_rejected"
const UPLOAD_MISSING := "upload_missing"
const INTERRUPTED := "interrupted"
const QUOTA_EXCEEDED := "quota_exceeded"
const ALL: Array[String] = [
	NOT_AN_IMAGE,
	UNSUPPORTED_FORMAT,
	IMAGE_DAMAGED,
	FILE_TOO_LARGE,
	TOO_MANY_PIXELS,
	EXTREME_ASPECT_RATIO,
	CHECKSUM_MISMATCH,
	IMAGE_TOO_COMPLEX,
	MODEL_UNAVAILABLE,
	MODEL_REJECTED,
	UPLOAD_MISSING,
	INTERRUPTED,
	QUOTA_EXCEEDED,
]
