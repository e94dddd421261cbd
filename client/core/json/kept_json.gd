class_name KeptJson
extends Kept
## A small JSON object that survives if the page is closed right after it is written.


## Empty if there is none.
func read() -> Dictionary:
	return _read(path)


## Returns whether there was room.
func write(content: Dictionary) -> bool:
	return _write(path, content)


func remove() -> void:
	if _page:
		_page.keepText(path, "")
	else:
		LocalFile.remove(path)


func _holds(at: String) -> bool:
	return at == path
