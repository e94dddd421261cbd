class_name JsonFile
## JSON objects in files on this device, written completely or not at all.


## The object in a file; empty if there is no readable file.
static func read(path: String) -> Dictionary:
	return parse(FileAccess.get_file_as_string(path)) if LocalFile.is_kept(path) else {}


## The object in a text; empty if there is none.
static func parse(text: String) -> Dictionary:
	var parser := JSON.new()
	return Model.dictionary(parser.data) if parser.parse(text) == OK else {}


## Returns whether it was written.
static func write(path: String, content: Dictionary) -> bool:
	var draft: String = path + ".new"
	var file := FileAccess.open(draft, FileAccess.WRITE)
	if file == null:
		return false
	var is_stored: bool = file.store_string(JSON.stringify(content))
	file.close()
	return is_stored and DirAccess.rename_absolute(draft, path) == OK
