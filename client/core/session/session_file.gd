class_name SessionFile
extends RefCounted
## What is kept of a sign-in between runs: the refresh token and the account, never a password or an access token. On a
## desktop only its owner may read the file; on the web it lies in the storage that all tabs of the page's origin share,
## so that signing in or out in one of them is seen by the others.

## Another tab signed in or out, or has another token.
signal changed_elsewhere

const OWNER_ONLY := FileAccess.UNIX_READ_OWNER | FileAccess.UNIX_WRITE_OWNER

var path: String = "user://session.json"
var refresh_token: String
var user: Dictionary = {}

var _page: JavaScriptObject = WebPage.interface()
var _on_change: JavaScriptObject


func _init() -> void:
	if _page:
		_on_change = JavaScriptBridge.create_callback(func(_arguments: Array) -> void: changed_elsewhere.emit())
		_page.watchSession(_on_change)


func read() -> void:
	var content: Dictionary = JsonFile.parse(str(_page.session())) if _page else JsonFile.read(path)
	refresh_token = Model.text(content.get("refresh_token"))
	user = Model.dictionary(content.get("user"))


func write() -> void:
	var content: Dictionary = {"refresh_token": refresh_token, "user": user}
	if _page:
		_page.keepSession(JSON.stringify(content))
	elif JsonFile.write(path, content):
		FileAccess.set_unix_permissions(path, OWNER_ONLY)


func delete() -> void:
	refresh_token = ""
	user = {}
	if _page:
		_page.keepSession("")
	else:
		LocalFile.remove(path)
