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
	default_visibility = json["default_visibility"] if json.get("default_visibility") is String else ""
	default_geoprivacy = json["default_geoprivacy"] if json.get("default_geoprivacy") is String else ""
	ai_opt_out = json["ai_opt_out"] if json.get("ai_opt_out") is bool else false
	locale = json["locale"] if json.get("locale") is String else ""
	on_leaderboard = json["on_leaderboard"] if json.get("on_leaderboard") is bool else false
	muted_notices.assign(Model.strings(json.get("muted_notices")))
	revision = Model.integer(json.get("revision"))
	suspension = Model.object(json.get("suspension"), Hidden.from_json)
	hidden_texts = Model.object(json.get("hidden_texts"), Hidden.from_json)
	hidden_name = Model.object(json.get("hidden_name"), Hidden.from_json)
	email = json["email"] if json.get("email") is String else ""
	friend_code = json["friend_code"] if json.get("friend_code") is String else ""
	bio = json["bio"] if json.get("bio") is String else ""
	created_at = json["created_at"] if json.get("created_at") is String else ""
