class_name KeptFolder
extends Kept
## Small JSON objects that survive if the page is closed right after they are written, each with its own name, so that
## tabs do not overwrite each other's.

const END := ".json"


## The sorted names of the objects.
func names() -> PackedStringArray:
	var found: PackedStringArray = []
	for file: String in _paths():
		if file.ends_with(END):
			found.append(file.get_file().trim_suffix(END))
	found.sort()
	return found


## Empty if there is none.
func read(name: String) -> Dictionary:
	return _read(_path(name))


## Returns whether there was room.
func write(name: String, content: Dictionary) -> bool:
	if _page == null:
		DirAccess.make_dir_recursive_absolute(path)
	return _write(_path(name), content)


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


func _holds(at: String) -> bool:
	return at.begins_with(path + "/")
