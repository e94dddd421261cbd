class_name TreeCopy
extends RefCounted
## A copy of a tree on this device, as the API's documents, with a file for each part.

const FOLDER := "user://tree"
## The largest number of parts of all modes.
const MOST := 100

var _folder: String
var _mode: String


func _init(owner: String, mode: String) -> void:
	_folder = FOLDER.path_join(owner.validate_filename())
	_mode = mode


## The document of a part and its time, `{"at": unix time, "tree": …}`; empty if there is none.
func read(root: String) -> Dictionary:
	return JsonFile.read(_path(root))


func write(root: String, document: Dictionary) -> void:
	DirAccess.make_dir_recursive_absolute(_folder)
	JsonFile.write(_path(root), {"at": Time.get_unix_time_from_system(), "tree": document})
	_forget_oldest()


## Deletes every part.
func clear() -> void:
	if not DirAccess.dir_exists_absolute(_folder):
		return
	for file: String in DirAccess.get_files_at(_folder):
		if file.begins_with(_mode + "-"):
			LocalFile.remove(_folder.path_join(file))


## Deletes the copies of everybody on this device.
static func delete_all() -> void:
	if DirAccess.dir_exists_absolute(FOLDER):
		LocalFile.remove_below(FOLDER)


func _forget_oldest() -> void:
	var paths: Array = Array(DirAccess.get_files_at(_folder)).map(_folder.path_join).filter(LocalFile.is_kept)
	paths.sort_custom(_is_older)
	for path: String in paths.slice(0, maxi(paths.size() - MOST, 0)):
		LocalFile.remove(path)


static func _is_older(one: String, other: String) -> bool:
	return FileAccess.get_modified_time(one) < FileAccess.get_modified_time(other)


func _path(root: String) -> String:
	return _folder.path_join("%s-%s.json" % [_mode, root.md5_text()])
