class_name Entry
extends RefCounted
## An entry, as a viewer sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var revision: int
var id: String
var user_id: String
var animal: EntryAnimal
var identified_by: String
var confidence: float
var discovery: bool
var pictures: Array[Picture]
var primary_picture: String
var dex_compatible_url: String
var display_url: String
var thumbnail_url: String
var visibility: String
var favorite: bool
var wild: Variant
var place: PublicPlace
var customizations: Customizations
var caught_at: String
var utc_offset: int
var caught_precision: String
var created_at: String
var updated_at: String
var likes: int
var liked_by_me: bool
var mine: OwnersPart


static func from_json(json: Dictionary) -> Entry:
	var result := Entry.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	revision = Model.integer(json.get("revision"))
	id = Model.text(json.get("id"))
	user_id = Model.text(json.get("user_id"))
	animal = Model.object(json.get("animal"), EntryAnimal.from_json)
	identified_by = Model.text(json.get("identified_by"))
	confidence = Model.number(json.get("confidence"))
	discovery = Model.boolean(json.get("discovery"))
	pictures.assign(Model.objects(json.get("pictures"), Picture.from_json))
	primary_picture = Model.text(json.get("primary_picture"))
	dex_compatible_url = Model.text(json.get("dex_compatible_url"))
	display_url = Model.text(json.get("display_url"))
	thumbnail_url = Model.text(json.get("thumbnail_url"))
	visibility = Model.text(json.get("visibility"))
	favorite = Model.boolean(json.get("favorite"))
	wild = json.get("wild")
	place = Model.object(json.get("place"), PublicPlace.from_json)
	customizations = Model.object(json.get("customizations"), Customizations.from_json)
	caught_at = Model.text(json.get("caught_at"))
	utc_offset = Model.integer(json.get("utc_offset"))
	caught_precision = Model.text(json.get("caught_precision"))
	created_at = Model.text(json.get("created_at"))
	updated_at = Model.text(json.get("updated_at"))
	likes = Model.integer(json.get("likes"))
	liked_by_me = Model.boolean(json.get("liked_by_me"))
	mine = Model.object(json.get("mine"), OwnersPart.from_json)
