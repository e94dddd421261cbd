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
	id = json["id"] if json.get("id") is String else ""
	status = json["status"] if json.get("status") is String else ""
	image_conversion_status = json["image_conversion_status"] if json.get("image_conversion_status") is String else ""
	progress = Model.integer(json.get("progress"))
	attempt = Model.integer(json.get("attempt"))
	outcome = json["outcome"] if json.get("outcome") is String else ""
	candidates.assign(Model.objects(json.get("candidates"), Candidate.from_json))
	unverified_names.assign(Model.strings(json.get("unverified_names")))
	selection = Model.object(json.get("selection"), Selection.from_json)
	correction = Model.object(json.get("correction"), Candidate.from_json)
	duplicate_of = json["duplicate_of"] if json.get("duplicate_of") is String else ""
	captured_at = json["captured_at"] if json.get("captured_at") is String else ""
	utc_offset = Model.integer(json.get("utc_offset"))
	place = Model.object(json.get("place"), Place.from_json)
	entry_ids.assign(Model.strings(json.get("entry_ids")))
	error = Model.object(json.get("error"), JobError.from_json)
	provider = json["provider"] if json.get("provider") is String else ""
	model = json["model"] if json.get("model") is String else ""
	input_tokens = Model.integer(json.get("input_tokens"))
	output_tokens = Model.integer(json.get("output_tokens"))
	cost_usd = json["cost_usd"] if json.get("cost_usd") is String else ""
	duration_ms = Model.integer(json.get("duration_ms"))
	thumbnail_url = json["thumbnail_url"] if json.get("thumbnail_url") is String else ""
	display_url = json["display_url"] if json.get("display_url") is String else ""
	dex_compatible_url = json["dex_compatible_url"] if json.get("dex_compatible_url") is String else ""
	created_at = json["created_at"] if json.get("created_at") is String else ""
	updated_at = json["updated_at"] if json.get("updated_at") is String else ""
