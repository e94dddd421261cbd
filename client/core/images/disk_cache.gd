class_name DiskCache
extends RefCounted
## Files on this device by URL, up to a number of bytes; the least recently used go first.

var _folder: String
var _limit: int
## The size of each file, the least recently used first.
var _sizes: Dictionary[String, int] = {}
var _total: int = 0


func _init(folder: String, bytes: int) -> void:
	_folder = folder
	_limit = bytes
	DirAccess.make_dir_recursive_absolute(folder)
	_load_sizes()


## Empty if it is not stored.
func read(url: String) -> PackedByteArray:
	var name: String = url.sha256_text()
	if not _sizes.has(name):
		return []
	_note(name, _sizes[name])
	return FileAccess.get_file_as_bytes(_folder.path_join(name))


## Returns whether it was stored.
func write(url: String, bytes: PackedByteArray) -> bool:
	var name: String = url.sha256_text()
	var file := FileAccess.open(_folder.path_join(name), FileAccess.WRITE)
	if file == null or not file.store_buffer(bytes):
		return false
	file.close()
	_note(name, bytes.size())
	while _total > _limit and _sizes.size() > 1:
		_remove(_sizes.keys()[0])
	return true


func size() -> int:
	return _total


func remove(url: String) -> void:
	if _sizes.has(url.sha256_text()):
		_remove(url.sha256_text())


func clear() -> void:
	for name: String in _sizes.keys():
		_remove(name)


func _note(name: String, bytes: int) -> void:
	_total += bytes - _sizes.get(name, 0)
	_sizes.erase(name)
	_sizes[name] = bytes


func _remove(name: String) -> void:
	_total -= _sizes[name]
	_sizes.erase(name)
	LocalFile.remove(_folder.path_join(name))


func _load_sizes() -> void:
	var names: Array = Array(DirAccess.get_files_at(_folder))
	var times: Dictionary[String, int] = {}
	for name: String in names:
		times[name] = FileAccess.get_modified_time(_folder.path_join(name))
	names.sort_custom(func(a: String, b: String) -> bool: return times[a] < times[b])
	for name: String in names:
		var path: String = _folder.path_join(name)
		if LocalFile.is_kept(path):
			_note(name, FileAccess.open(path, FileAccess.READ).get_length())
