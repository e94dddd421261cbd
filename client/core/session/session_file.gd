class_name SessionFile
extends RefCounted
## What is kept of a sign-in between runs: the refresh token and the account, never a password or
## an access token. On a desktop only its owner may read the file; on the web it belongs to the
## page's origin.

const OWNER_ONLY := FileAccess.UNIX_READ_OWNER | FileAccess.UNIX_WRITE_OWNER

var path: String = "user://session.json"
var refresh_token: String
var user: Dictionary = {}


func read() -> void:
	var content: Dictionary = JsonFile.read(path)
	refresh_token = Model.text(content.get("refresh_token"))
	user = Model.dictionary(content.get("user"))


func write() -> void:
	if JsonFile.write(path, {"refresh_token": refresh_token, "user": user}):
		FileAccess.set_unix_permissions(path, OWNER_ONLY)


func delete() -> void:
	refresh_token = ""
	user = {}
	DirAccess.remove_absolute(path)
