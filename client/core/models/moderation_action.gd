class_name ModerationAction
## An action of a moderator.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

const HIDE := "hide"
const RESTORE := "restore"
const HIDE_NAME := "hide_name"
const RESTORE_NAME := "restore_name"
const WARN := "warn"
const SUSPEND := "suspend"
const UNSUSPEND := "unsuspend"
const CORRECT := "correct"
const DISMISS := "dismiss"
const ALL: Array[String] = [
	HIDE,
	RESTORE,
	HIDE_NAME,
	RESTORE_NAME,
	WARN,
	SUSPEND,
	UNSUSPEND,
	CORRECT,
	DISMISS,
]
