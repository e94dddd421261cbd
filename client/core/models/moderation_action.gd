class_name ModerationAction
## What a moderator does.
## Made by scripts/generate_client_models.py of the OpenAPI document.

const HIDE := "hide"
const RESTORE := "restore"
const WARN := "warn"
const SUSPEND := "suspend"
const UNSUSPEND := "unsuspend"
const CORRECT := "correct"
const DISMISS := "dismiss"
const ALL: Array[String] = [
	HIDE,
	RESTORE,
	WARN,
	SUSPEND,
	UNSUSPEND,
	CORRECT,
	DISMISS,
]
