class_name KeptJson
extends Kept
## A small JSON object that outlasts a page that is closed at once.


## Empty when there is none.
func read() -> Dictionary:
	return _read(path)


## Tells whether there was room.
func write(content: Dictionary) -> bool:
	return _write(path, content)


func remove() -> void:
	if _page:
		_page.keepText(path, "")
	else:
		LocalFile.remove(path)


func _holds(at: String) -> bool:
	return at == path
