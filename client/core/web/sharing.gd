class_name Sharing
extends RefCounted
## Gives a text to the clipboard, a link or a picture to another app.

signal _copied(is_done: bool)
signal _handed_on(way: Way)

enum Way { SHARED, SAVED, NONE }

const WAYS: Dictionary[String, Way] = {"shared": Way.SHARED, "saved": Way.SAVED, "": Way.NONE}

var _page: JavaScriptObject = WebPage.interface()
var _on_copied: JavaScriptObject = JavaScriptBridge.create_callback(
	func(arguments: Array) -> void: _copied.emit(bool(arguments[0]))
)

var _on_handed_on: JavaScriptObject = JavaScriptBridge.create_callback(
	func(arguments: Array) -> void: _handed_on.emit(WAYS[str(arguments[0])])
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


## Hands a picture on through the device, or keeps it where a person finds it; NONE where they thought better of it.
func share_picture(image: Image, file: String) -> Way:
	if _page == null:
		return _save(image, file)
	_page.sharePicture(Marshalls.raw_to_base64(image.save_png_to_buffer()), file, _on_handed_on)
	return await _handed_on


func _save(image: Image, file: String) -> Way:
	var folder: String = OS.get_system_dir(OS.SYSTEM_DIR_PICTURES)
	return Way.SAVED if image.save_png(folder.path_join(file)) == OK else Way.NONE
