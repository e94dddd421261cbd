class_name Job
extends RefCounted
## A job, as its owner sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var status: String
var image_conversion_status: String
var progress: int
var attempt: int
var outcome: String
var candidates: Array[Candidate]
var unverified_names: Array[String]
var selection: Selection
var correction: Candidate
var duplicate_of: String
var captured_at: String
var utc_offset: int
var place: Place
var entry_ids: Array[String]
var error: JobError
var provider: String
var model: String
var input_tokens: int
var output_tokens: int
var cost_usd: String
var duration_ms: int
var thumbnail_url: String
var display_url: String
var dex_compatible_url: String
var created_at: String
var updated_at: String


static func from_json(json: Dictionary) -> Job:
	var result := Job.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = Model.text(json.get("id"))
	status = Model.text(json.get("status"))
	image_conversion_status = Model.text(json.get("image_conversion_status"))
	progress = Model.integer(json.get("progress"))
	attempt = Model.integer(json.get("attempt"))
	outcome = Model.text(json.get("outcome"))
	candidates.assign(Model.objects(json.get("candidates"), Candidate.from_json))
	unverified_names.assign(Model.strings(json.get("unverified_names")))
	selection = Model.object(json.get("selection"), Selection.from_json)
	correction = Model.object(json.get("correction"), Candidate.from_json)
	duplicate_of = Model.text(json.get("duplicate_of"))
	captured_at = Model.text(json.get("captured_at"))
	utc_offset = Model.integer(json.get("utc_offset"))
	place = Model.object(json.get("place"), Place.from_json)
	entry_ids.assign(Model.strings(json.get("entry_ids")))
	error = Model.object(json.get("error"), JobError.from_json)
	provider = Model.text(json.get("provider"))
	model = Model.text(json.get("model"))
	input_tokens = Model.integer(json.get("input_tokens"))
	output_tokens = Model.integer(json.get("output_tokens"))
	cost_usd = Model.text(json.get("cost_usd"))
	duration_ms = Model.integer(json.get("duration_ms"))
	thumbnail_url = Model.text(json.get("thumbnail_url"))
	display_url = Model.text(json.get("display_url"))
	dex_compatible_url = Model.text(json.get("dex_compatible_url"))
	created_at = Model.text(json.get("created_at"))
	updated_at = Model.text(json.get("updated_at"))
