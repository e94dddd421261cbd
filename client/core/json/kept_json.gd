class_name KeptJson
extends RefCounted
## A small JSON object that outlasts a page that is closed at once. In a browser it lies in the page's local storage,
## which is written immediately and is one for all tabs; elsewhere in a file.

## Another tab changed it.
signal changed_elsewhere

var path: String

var _page: JavaScriptObject = WebPage.interface()
var _on_change: JavaScriptObject


func _init(at: String) -> void:
	path = at
	if _page:
		_on_change = JavaScriptBridge.create_callback(_on_page_changed)
		_page.watchKept(_on_change)


## Empty when there is none.
func read() -> Dictionary:
	return JsonFile.parse(str(_page.keptText(path))) if _page else JsonFile.read(path)


## Tells whether there was room.
func write(content: Dictionary) -> bool:
	return bool(_page.keepText(path, JSON.stringify(content))) if _page else JsonFile.write(path, content)


func remove() -> void:
	if _page:
		_page.keepText(path, "")
	else:
		LocalFile.remove(path)


func _on_page_changed(arguments: Array) -> void:
	if str(arguments[0]) == path:
		changed_elsewhere.emit()
