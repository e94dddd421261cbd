class_name BrowserHistory
extends RefCounted
## The browser's address and back button; a machine without a browser has neither.

signal went_back(fragment: String)
signal link_opened(fragment: String)


static func create() -> BrowserHistory:
	return WebHistory.new() if OS.has_feature("web") else BrowserHistory.new()


## The fragment that the page was opened with.
func fragment() -> String:
	return ""


func push(_fragment: String) -> void:
	pass


func replace(_fragment: String) -> void:
	pass


func go_back() -> void:
	pass


## The first screen is drawn.
func note_ready() -> void:
	pass
