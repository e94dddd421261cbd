class_name JobWords
## What is said of a photograph that does not become a card.

const NOTHING: Dictionary[String, String] = {
	Outcome.NO_ANIMAL: "No animal found. Try closer, or brighter.",
	Outcome.PERSON: "That looks like a person. People stay out of the dex.",
	Outcome.PLANT: "That is a plant. The dex is for animals.",
	Outcome.FUNGUS: "That is a fungus. The dex is for animals.",
	Outcome.REFUSED: "The model would not look at this photo.",
	Outcome.NAME_NOT_UNDERSTOOD: "The model said a name that we do not know.",
}
const TOO_BIG := "This photo is too big for us."
const NOT_WHOLE := "The photo did not arrive whole."
const FAILED: Dictionary[String, String] = {
	JobErrorCode.NOT_AN_IMAGE: "We cannot read this kind of file.",
	JobErrorCode.UNSUPPORTED_FORMAT: "We cannot read this kind of file.",
	JobErrorCode.IMAGE_DAMAGED: "The photo is damaged.",
	JobErrorCode.FILE_TOO_LARGE: TOO_BIG,
	JobErrorCode.TOO_MANY_PIXELS: TOO_BIG,
	JobErrorCode.EXTREME_ASPECT_RATIO: TOO_BIG,
	JobErrorCode.IMAGE_TOO_COMPLEX: TOO_BIG,
	JobErrorCode.CHECKSUM_MISMATCH: NOT_WHOLE,
	JobErrorCode.UPLOAD_MISSING: NOT_WHOLE,
	JobErrorCode.MODEL_UNAVAILABLE: "We could not reach the model.",
	JobErrorCode.MODEL_REJECTED: "The model will not take this photo.",
	JobErrorCode.INTERRUPTED: "We were interrupted.",
	JobErrorCode.QUOTA_EXCEEDED: "That was today's last photo.",
}
const LONGER_AFTER := 20.0
const MUCH_LONGER_AFTER := 60.0


## The headline of a job without an animal.
static func nothing(outcome: String) -> String:
	return NOTHING.get(outcome, NOTHING[Outcome.NO_ANIMAL])


## The headline of a failed job.
static func failed(code: String) -> String:
	return FAILED.get(code, FAILED[JobErrorCode.INTERRUPTED])


## What is said of a wait that takes long; empty at first.
static func patience(seconds: float) -> String:
	if seconds >= MUCH_LONGER_AFTER:
		return "Still looking. You can leave, we go on."
	return "Taking a little longer." if seconds >= LONGER_AFTER else ""


## Where the job is: 1 photo sent, 2 photo prepared, 3 finding its name, 4 your turn.
static func step(status: String) -> int:
	match status:
		JobStatus.AWAITING_UPLOAD:
			return 1
		JobStatus.CONVERTING:
			return 2
		JobStatus.CONVERTED, JobStatus.IDENTIFYING:
			return 3
	return 4
