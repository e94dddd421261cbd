class_name MyChangesRequest
extends RequestBody
## Changes to a person's profile and preferences; fields that are not sent stay as they are.
## Generated from the OpenAPI document by scripts/generate_client_models.py.


func set_default_visibility(value: String) -> MyChangesRequest:
	fields["default_visibility"] = value
	return self


func set_default_geoprivacy(value: String) -> MyChangesRequest:
	fields["default_geoprivacy"] = value
	return self


func set_ai_opt_out(value: bool) -> MyChangesRequest:
	fields["ai_opt_out"] = value
	return self


func set_locale(value: String) -> MyChangesRequest:
	fields["locale"] = value
	return self


func set_on_leaderboard(value: bool) -> MyChangesRequest:
	fields["on_leaderboard"] = value
	return self


func set_muted_notices(value: Array[String]) -> MyChangesRequest:
	fields["muted_notices"] = value
	return self


func set_display_name(value: String) -> MyChangesRequest:
	fields["display_name"] = value
	return self


func clear_display_name() -> MyChangesRequest:
	fields["display_name"] = null
	return self


func set_bio(value: String) -> MyChangesRequest:
	fields["bio"] = value
	return self


func clear_bio() -> MyChangesRequest:
	fields["bio"] = null
	return self


func set_avatar_entry(value: String) -> MyChangesRequest:
	fields["avatar_entry"] = value
	return self


func clear_avatar_entry() -> MyChangesRequest:
	fields["avatar_entry"] = null
	return self
