class_name JobMemory
extends RefCounted
## What this device remembers of a photograph under way, and the one that is kept for tomorrow.

var _path: String
var _photo_path: String


func _init(path: String = "user://camera.json", photo_path: String = "user://photo.bin") -> void:
	_path = path
	_photo_path = photo_path


func note_job(id: String) -> void:
	_write("job_id", id)


## Empty when no photograph is under way.
func job_id() -> String:
	return Model.text(JsonFile.read(_path).get("job_id"))


func forget() -> void:
	_write("job_id", "")


## Tells whether there was room.
func keep_photo(photo: Photo, bytes: PackedByteArray) -> bool:
	var file := FileAccess.open(_photo_path, FileAccess.WRITE)
	if file == null or not file.store_buffer(bytes):
		return false
	file.close()
	_write("photo", {"filename": photo.filename, "content_type": photo.content_type})
	return true


## null when none is kept.
func kept_photo() -> Photo:
	var kept: Dictionary = Model.dictionary(JsonFile.read(_path).get("photo"))
	if kept.is_empty() or not LocalFile.is_kept(_photo_path):
		return null
	return BytesPhoto.of(FileAccess.get_file_as_bytes(_photo_path), kept["filename"], kept["content_type"])


func forget_photo() -> void:
	_write("photo", {})
	LocalFile.remove(_photo_path)


func clear() -> void:
	LocalFile.remove(_path)
	LocalFile.remove(_photo_path)


func _write(key: String, value: Variant) -> void:
	var content: Dictionary = JsonFile.read(_path)
	content[key] = value
	JsonFile.write(_path, content)
