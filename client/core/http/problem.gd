class_name Problem
extends RefCounted
## Why a request failed: an RFC 9457 document of the API, or the reason for its absence.

const OFFLINE := "offline"
const TIMED_OUT := "timed_out"
const CANCELLED := "cancelled"
const UNREADABLE := "unreadable"
const UPLOAD_REFUSED := "upload_refused"
const UNANSWERED: Array[String] = [OFFLINE, TIMED_OUT]
const CONTENT_TYPE := "application/problem+json"
const SENTENCES: Dictionary[String, String] = {
	OFFLINE: "You are offline. Try again when you are connected.",
	TIMED_OUT: "That took too long. Try again.",
	CANCELLED: "Stopped.",
	UPLOAD_REFUSED: "The photo did not arrive. Try again.",
	UNREADABLE: "Our side has a problem. Try again in a moment.",
	ProblemCode.APP_NOT_VERIFIED: "Please open BiologiDex at its own address.",
	ProblemCode.INVALID_CREDENTIALS: "The name or the password is not right.",
	ProblemCode.INTERNAL: "Our side has a problem. Try again in a moment.",
	ProblemCode.UNAVAILABLE: "Our side has a problem. Try again in a moment.",
}
## Sentences in other languages for codes whose details the API writes in English; players never see the other codes.
const OTHERWISE: Dictionary[String, String] = {
	ProblemCode.VALIDATION_FAILED: "Something in it is not right.",
	ProblemCode.NOT_SIGNED_IN: "You were signed out. Sign in to go on.",
	ProblemCode.NO_ACCOUNT: "There is no account for this sign-in.",
	ProblemCode.SUSPENDED: "You are suspended. Your profile says why.",
	ProblemCode.INVALID_CURSOR: "The list has changed. Load it again.",
	ProblemCode.IDEMPOTENCY_KEY_IN_USE: "It is on its way already. Wait a moment.",
	ProblemCode.RECENT_SIGN_IN_REQUIRED: "Sign in again to go on.",
	ProblemCode.NOT_FOUND: "That is not there any more.",
	ProblemCode.FRIENDSHIP_NOT_POSSIBLE: "That is not possible between you two now.",
	ProblemCode.FRIEND_LIMIT: "One of you has as many friends as fit.",
	ProblemCode.JOB_NOT_READY: "Your photo is not done yet.",
	ProblemCode.ALREADY_EXISTS: "That is there already.",
	ProblemCode.PRECONDITION_FAILED: "It has changed meanwhile.",
	ProblemCode.PAYLOAD_TOO_LARGE: "That is too much at once.",
	ProblemCode.QUOTA_EXCEEDED: "That was today's last photo.",
	ProblemCode.TOO_MANY_OPEN_UPLOADS: "Too many photos are on their way. Wait a little.",
	ProblemCode.TOO_MANY_ATTEMPTS: "That was a lot of tries. Wait a little.",
}

var code: String
var status: int
var detail: String
## The messages about each field that the API refused.
var errors: Dictionary[String, PackedStringArray] = {}
## Seconds until another attempt makes sense; 0 if the API did not say.
var retry_after: int
## The location of a thing that already exists.
var location: String


static func of(problem_code: String) -> Problem:
	var result := Problem.new()
	result.code = problem_code
	return result


static func from_response(response: HttpResponse) -> Problem:
	var json: Dictionary = response.json_object()
	var result := Problem.of(Model.text(json.get("code")))
	if result.code.is_empty():
		result.code = UNREADABLE
	result.status = response.status
	result.detail = Model.text(json.get("detail"))
	result.retry_after = response.header("retry-after").to_int()
	result.location = response.header("location")
	var messages: Dictionary = Model.dictionary(json.get("errors"))
	for field: String in messages:
		result.errors[field] = PackedStringArray(Model.strings(messages[field]))
	return result


## A sentence for the person.
func sentence() -> String:
	if SENTENCES.has(code):
		return SENTENCES[code]
	if OTHERWISE.has(code) and not Language.is_english():
		return OTHERWISE[code]
	return detail if detail and Language.is_english() else SENTENCES[UNREADABLE]


## Tells whether there was no response at all.
func is_unanswered() -> bool:
	return code in UNANSWERED
