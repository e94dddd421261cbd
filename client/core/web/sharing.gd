class_name Sharing
extends RefCounted
## Copies text to the clipboard, and passes links and pictures to other apps.

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


## Returns whether it was copied.
func copy(text: String) -> bool:
	if _page == null:
		DisplayServer.clipboard_set(text)
		return true
	_page.copy(text, _on_copied)
	return await _copied


## Shares a link through the system; returns false where that is not possible.
func share(text: String, link: String) -> bool:
	return _page != null and bool(_page.shareLink(text, link))


## Shares a picture through the system, or saves it where people find it; NONE if the dialog was cancelled.
func share_picture(image: Image, file: String) -> Way:
	if _page == null:
		return _save(image, file)
	_page.sharePicture(Marshalls.raw_to_base64(image.save_png_to_buffer()), file, _on_handed_on)
	return await _handed_on


func _save(image: Image, file: String) -> Way:
	var folder: String = OS.get_system_dir(OS.SYSTEM_DIR_PICTURES)
	return Way.SAVED if image.save_png(folder.path_join(file)) == OK else Way.NONE
