@abstract class_name Photo
extends RefCounted
## A picture that somebody chose, not yet sent. Its bytes stay where they are until they are sent.

const LARGEST_BYTES := 25 * 1000 * 1000
const PREVIEW_PIXELS := 1280
const UPLOAD_SECONDS := 900.0

var filename: String
var content_type: String
var size: int
## null while nothing here can draw it: a HEIC in most browsers.
var preview: Texture2D
## How often the person turned it by 90° clockwise, 0 to 3.
var quarter_turns: int = 0
## What it says of where and when it was taken has been read; what follows is empty if it says nothing.
var is_read: bool = false
var place: Place
## "2026-06-14 10:42", as its clock showed.
var clock: String


## Why it cannot be sent, as a sentence; empty when it can.
func refusal() -> String:
	if not content_type.begins_with("image/"):
		return "That is not a picture."
	if size > LARGEST_BYTES:
		return tr("This photo has %d MB. 25 fit.") % ceili(size / 1e6)
	return ""


func turn() -> void:
	quarter_turns = (quarter_turns + 1) % 4


## Reads what it says of where and when it was taken: only a browser does, everywhere else the server alone.
func load_facts() -> void:
	pass


## Takes what was read: a time as cameras write it, "2026:06:14 10:42:31", and coordinates.
func take_facts(said: Dictionary) -> void:
	is_read = true
	var written: String = Model.text(said.get("time"))
	var shown: String = written.left(10).replace(":", "-") + written.substr(10, 6)
	clock = shown if SightingTime.typed(shown, SightingTime.device_offset()) else ""
	if said.get("latitude") is float and said.get("longitude") is float:
		var point := Vector2(said["latitude"], said["longitude"])
		if point != Vector2.ZERO and Coordinates.is_on_earth(point):  # a camera that does not know writes zeros
			place = Place.from_json(said)


## Makes the preview, if it can be made.
@abstract func load_preview() -> void

## The SHA-256 of its bytes, in hexadecimal; empty when it cannot be computed here.
@abstract func sha256() -> String

## All its bytes, for keeping them on this device.
@abstract func bytes() -> PackedByteArray

## Sends the bytes as they are; `progress` is called with how many were sent.
@abstract func send_to(target: Upload, transport: Transport, progress: Callable, stop: Cancellation) -> HttpResponse
