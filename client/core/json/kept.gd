@abstract class_name Kept
extends RefCounted
## Storage that survives if the page is closed right after a change. In a browser it is the page's local storage, which
## is written immediately and shared by all tabs; elsewhere it is files.

## Another tab has changed it.
signal changed_elsewhere

var path: String

var _page: JavaScriptObject = WebPage.interface()
var _on_change: JavaScriptObject


func _init(at: String) -> void:
	path = at
	if _page:
		_on_change = JavaScriptBridge.create_callback(_on_page_changed)
		_page.watchKept(_on_change)


## Tells whether a path belongs to it.
@abstract func _holds(at: String) -> bool


## Empty if there is none.
func _read(at: String) -> Dictionary:
	return JsonFile.parse(str(_page.keptText(at))) if _page else JsonFile.read(at)


## Returns whether there was room.
func _write(at: String, content: Dictionary) -> bool:
	return bool(_page.keepText(at, JSON.stringify(content))) if _page else JsonFile.write(at, content)


func _on_page_changed(arguments: Array) -> void:
	if _holds(str(arguments[0])):
		changed_elsewhere.emit()
