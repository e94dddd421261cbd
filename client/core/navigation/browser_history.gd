class_name BrowserHistory
extends RefCounted
## The browser's address and back button; does nothing without a browser.

signal went_back(fragment: String)
signal link_opened(fragment: String)


static func create() -> BrowserHistory:
	return WebHistory.new() if OS.has_feature("web") else BrowserHistory.new()


## The fragment with which the page was opened.
func fragment() -> String:
	return ""


func push(_fragment: String) -> void:
	pass


func replace(_fragment: String) -> void:
	pass


func go_back() -> void:
	pass


## The first screen has been drawn.
func note_ready() -> void:
	pass
