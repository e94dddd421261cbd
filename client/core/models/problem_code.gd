class_name ProblemCode
## The stable names of errors, explained in docs/errors.md.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const VALIDATION_FAILED := "validation_failed"
const INVALID_CURSOR := "invalid_cursor"
const NOT_SIGNED_IN := "not_signed_in"
const INVALID_CREDENTIALS := "invalid_credentials"
const APP_NOT_VERIFIED := "app_not_verified"
const NO_ACCOUNT := "no_account"
const NOT_FOR_YOU := "not_for_you"
const SUSPENDED := "suspended"
const ADMINS_ONLY := "admins_only"
const NOT_FOUND := "not_found"
const METHOD_NOT_ALLOWED := "method_not_allowed"
const RECENT_SIGN_IN_REQUIRED := "recent_sign_in_required"
const FRIENDSHIP_NOT_POSSIBLE := "friendship_not_possible"
const FRIEND_LIMIT := "friend_limit"
const JOB_NOT_READY := "job_not_ready"
const ALREADY_EXISTS := "already_exists"
const PRECONDITION_FAILED := "precondition_failed"
const IDEMPOTENCY_KEY_IN_USE := "idempotency_key_in_use"
const IDEMPOTENCY_KEY_REUSED := "idempotency_key_reused"
const PAYLOAD_TOO_LARGE := "payload_too_large"
const UNSUPPORTED_MEDIA_TYPE := "unsupported_media_type"
const RANGE_NOT_SATISFIABLE := "range_not_satisfiable"
const QUOTA_EXCEEDED := "quota_exceeded"
const TOO_MANY_OPEN_UPLOADS := "too_many_open_uploads"
const TOO_MANY_ATTEMPTS := "too_many_attempts"
const INTERNAL := "internal"
const UNAVAILABLE := "unavailable"
const ALL: Array[String] = [
	VALIDATION_FAILED,
	INVALID_CURSOR,
	NOT_SIGNED_IN,
	INVALID_CREDENTIALS,
	APP_NOT_VERIFIED,
	NO_ACCOUNT,
	NOT_FOR_YOU,
	SUSPENDED,
	ADMINS_ONLY,
	NOT_FOUND,
	METHOD_NOT_ALLOWED,
	RECENT_SIGN_IN_REQUIRED,
	FRIENDSHIP_NOT_POSSIBLE,
	FRIEND_LIMIT,
	JOB_NOT_READY,
	ALREADY_EXISTS,
	PRECONDITION_FAILED,
	IDEMPOTENCY_KEY_IN_USE,
	IDEMPOTENCY_KEY_REUSED,
	PAYLOAD_TOO_LARGE,
	UNSUPPORTED_MEDIA_TYPE,
	RANGE_NOT_SATISFIABLE,
	QUOTA_EXCEEDED,
	TOO_MANY_OPEN_UPLOADS,
	TOO_MANY_ATTEMPTS,
	INTERNAL,
	UNAVAILABLE,
]
