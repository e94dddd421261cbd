class_name Entry
extends RefCounted
## An entry, as a viewer sees it.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var revision: int
var id: String
var user_id: String
var animal: EntryAnimal
var identified_by: String
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
	id = json["id"] if json.get("id") is String else ""
	user_id = json["user_id"] if json.get("user_id") is String else ""
	animal = Model.object(json.get("animal"), EntryAnimal.from_json)
	identified_by = json["identified_by"] if json.get("identified_by") is String else ""
	discovery = json["discovery"] if json.get("discovery") is bool else false
	pictures.assign(Model.objects(json.get("pictures"), Picture.from_json))
	primary_picture = json["primary_picture"] if json.get("primary_picture") is String else ""
	dex_compatible_url = json["dex_compatible_url"] if json.get("dex_compatible_url") is String else ""
	display_url = json["display_url"] if json.get("display_url") is String else ""
	thumbnail_url = json["thumbnail_url"] if json.get("thumbnail_url") is String else ""
	visibility = json["visibility"] if json.get("visibility") is String else ""
	favorite = json["favorite"] if json.get("favorite") is bool else false
	wild = json.get("wild")
	place = Model.object(json.get("place"), PublicPlace.from_json)
	customizations = Model.object(json.get("customizations"), Customizations.from_json)
	caught_at = json["caught_at"] if json.get("caught_at") is String else ""
	utc_offset = Model.integer(json.get("utc_offset"))
	caught_precision = json["caught_precision"] if json.get("caught_precision") is String else ""
	created_at = json["created_at"] if json.get("created_at") is String else ""
	updated_at = json["updated_at"] if json.get("updated_at") is String else ""
	likes = Model.integer(json.get("likes"))
	liked_by_me = json["liked_by_me"] if json.get("liked_by_me") is bool else false
	mine = Model.object(json.get("mine"), OwnersPart.from_json)
