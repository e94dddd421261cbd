class_name KeptFolder
extends RefCounted
## Small JSON objects that outlast a page that is closed at once, each under a name of its own: what one tab writes
## takes nothing from another. In a browser they lie in the page's local storage, elsewhere in the files of a folder.

## Another tab wrote or removed one.
signal changed_elsewhere

const END := ".json"

var path: String

var _page: JavaScriptObject = WebPage.interface()
var _on_change: JavaScriptObject


func _init(at: String) -> void:
	path = at
	if _page:
		_on_change = JavaScriptBridge.create_callback(_on_page_changed)
		_page.watchKept(_on_change)


## The names of what is kept, in their order.
func names() -> PackedStringArray:
	var found: PackedStringArray = []
	for file: String in _paths():
		if file.ends_with(END):
			found.append(file.get_file().trim_suffix(END))
	found.sort()
	return found


## Empty when there is none.
func read(name: String) -> Dictionary:
	return JsonFile.parse(str(_page.keptText(_path(name)))) if _page else JsonFile.read(_path(name))


## Tells whether there was room.
func write(name: String, content: Dictionary) -> bool:
	if _page:
		return bool(_page.keepText(_path(name), JSON.stringify(content)))
	DirAccess.make_dir_recursive_absolute(path)
	return JsonFile.write(_path(name), content)


func remove(name: String) -> void:
	if _page:
		_page.keepText(_path(name), "")
	else:
		DirAccess.remove_absolute(_path(name))


func _paths() -> PackedStringArray:
	if _page:
		return PackedStringArray(JSON.parse_string(str(_page.keptNames(path + "/"))))
	return DirAccess.get_files_at(path) if DirAccess.dir_exists_absolute(path) else PackedStringArray()


func _path(name: String) -> String:
	return path.path_join(name + END)


func _on_page_changed(arguments: Array) -> void:
	if str(arguments[0]).begins_with(path + "/"):
		changed_elsewhere.emit()
