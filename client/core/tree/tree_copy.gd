class_name TreeCopy
## The trees that were shown last, kept on this device: one for each mode.

const FOLDER := "user://tree"


## The document and when it came, `{"at": unix time, "tree": …}`; empty when there is none.
static func read(mode: String) -> Dictionary:
	return JsonFile.read(_path(mode))


static func write(mode: String, document: Dictionary) -> void:
	DirAccess.make_dir_recursive_absolute(FOLDER)
	JsonFile.write(_path(mode), {"at": Time.get_unix_time_from_system(), "tree": document})


static func delete_all() -> void:
	for mode: String in TreeMode.ALL:
		if LocalFile.is_kept(_path(mode)):
			LocalFile.remove(_path(mode))


static func _path(mode: String) -> String:
	return FOLDER.path_join("%s.json" % mode)
