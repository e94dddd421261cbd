class_name Sharing
extends RefCounted
## Gives a text to the clipboard, or a link to another app.

signal _copied(is_done: bool)

var _page: JavaScriptObject = WebPage.interface()
var _on_copied: JavaScriptObject = JavaScriptBridge.create_callback(
	func(arguments: Array) -> void: _copied.emit(bool(arguments[0]))
)


## Tells whether it lies in the clipboard.
func copy(text: String) -> bool:
	if _page == null:
		DisplayServer.clipboard_set(text)
		return true
	_page.copy(text, _on_copied)
	return await _copied


## Hands a link on through the device; where it cannot, tells so.
func share(text: String, link: String) -> bool:
	return _page != null and bool(_page.shareLink(text, link))
