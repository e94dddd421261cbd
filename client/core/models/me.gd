class_name Me
extends PersonCard
## Your own account.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var default_visibility: String
var default_geoprivacy: String
var ai_opt_out: bool
var locale: String
var on_leaderboard: bool
var muted_notices: Array[String]
var revision: int
var suspension: Hidden
var hidden_texts: Hidden
var hidden_name: Hidden
var email: String
var friend_code: String
var bio: String
var created_at: String


static func from_json(json: Dictionary) -> Me:
	var result := Me.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	super(json)
	default_visibility = Model.text(json.get("default_visibility"))
	default_geoprivacy = Model.text(json.get("default_geoprivacy"))
	ai_opt_out = Model.boolean(json.get("ai_opt_out"))
	locale = Model.text(json.get("locale"))
	on_leaderboard = Model.boolean(json.get("on_leaderboard"))
	muted_notices.assign(Model.strings(json.get("muted_notices")))
	revision = Model.integer(json.get("revision"))
	suspension = Model.object(json.get("suspension"), Hidden.from_json)
	hidden_texts = Model.object(json.get("hidden_texts"), Hidden.from_json)
	hidden_name = Model.object(json.get("hidden_name"), Hidden.from_json)
	email = Model.text(json.get("email"))
	friend_code = Model.text(json.get("friend_code"))
	bio = Model.text(json.get("bio"))
	created_at = Model.text(json.get("created_at"))
