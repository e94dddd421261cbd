class_name SessionFile
extends RefCounted
## The part of a session that is stored between runs: the refresh token and the account, never a password or an access
## token. On a desktop only its owner may read the file; on the web all tabs of the origin share it, so that signing in
## or out in one of them affects the others.

const OWNER_ONLY := FileAccess.UNIX_READ_OWNER | FileAccess.UNIX_WRITE_OWNER

var kept := KeptJson.new("user://session.json")
var refresh_token: String
var user: Dictionary = {}


func read() -> void:
	var content: Dictionary = kept.read()
	refresh_token = Model.text(content.get("refresh_token"))
	user = Model.dictionary(content.get("user"))


func write() -> void:
	kept.write({"refresh_token": refresh_token, "user": user})
	if FileAccess.file_exists(kept.path):
		FileAccess.set_unix_permissions(kept.path, OWNER_ONLY)


func delete() -> void:
	refresh_token = ""
	user = {}
	kept.remove()
