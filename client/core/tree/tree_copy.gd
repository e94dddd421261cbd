class_name TreeCopy
## The trees that were shown last, kept on this device: one for each person and mode.

const FOLDER := "user://tree"


## The document and when it came, `{"at": unix time, "tree": …}`; empty when there is none.
static func read(owner: String, mode: String) -> Dictionary:
	return JsonFile.read(_path(owner, mode))


static func write(owner: String, mode: String, document: Dictionary) -> void:
	DirAccess.make_dir_recursive_absolute(_path(owner, mode).get_base_dir())
	JsonFile.write(_path(owner, mode), {"at": Time.get_unix_time_from_system(), "tree": document})


## Deletes the copies of everybody on this device.
static func delete_all() -> void:
	if DirAccess.dir_exists_absolute(FOLDER):
		LocalFile.remove_below(FOLDER)


static func _path(owner: String, mode: String) -> String:
	return FOLDER.path_join(owner.validate_filename()).path_join("%s.json" % mode)
