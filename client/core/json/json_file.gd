class_name JsonFile
## JSON objects in files of this device: written whole or not at all.


## The object in a file; empty when there is no file, or none that can be read.
static func read(path: String) -> Dictionary:
	return parse(FileAccess.get_file_as_string(path)) if LocalFile.is_kept(path) else {}


## The object in a text; empty when it holds none.
static func parse(text: String) -> Dictionary:
	var parser := JSON.new()
	return Model.dictionary(parser.data) if parser.parse(text) == OK else {}


## Tells whether it could be written.
static func write(path: String, content: Dictionary) -> bool:
	var draft: String = path + ".new"
	var file := FileAccess.open(draft, FileAccess.WRITE)
	if file == null:
		return false
	var is_stored: bool = file.store_string(JSON.stringify(content))
	file.close()
	return is_stored and DirAccess.rename_absolute(draft, path) == OK
