class_name JobMemory
extends RefCounted
## What this device remembers of a photograph under way, and the one that is kept for tomorrow, or until the connection
## is back.

var _kept: KeptJson
var _photo_path: String


func _init(path: String = "user://camera.json", photo_path: String = "user://photo.bin") -> void:
	_kept = KeptJson.new(path)
	_photo_path = photo_path


## Remembers a job with what the person says of its photograph.
func note_job(id: String, occasion: Occasion) -> void:
	_write("job_id", id)
	_write("occasion", occasion.to_json())


## Empty when no photograph is under way.
func job_id() -> String:
	return Model.text(_kept.read().get("job_id"))


## What the person says of the job's photograph.
func occasion() -> Occasion:
	return Occasion.from_json(Model.dictionary(_kept.read().get("occasion")))


func forget() -> void:
	_write("job_id", "")
	_write("waiting", {})
	_write("occasion", {})


## Notes that the kept photograph is to be sent once the connection is back, and how.
func note_waiting(how: Dictionary) -> void:
	_write("waiting", how)


## How the kept photograph is to be sent; empty when it is not.
func waiting() -> Dictionary:
	return Model.dictionary(_kept.read().get("waiting"))


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
	var kept: Dictionary = Model.dictionary(_kept.read().get("photo"))
	if kept.is_empty() or not LocalFile.is_kept(_photo_path):
		return null
	return BytesPhoto.of(FileAccess.get_file_as_bytes(_photo_path), kept["filename"], kept["content_type"])


func forget_photo() -> void:
	_write("photo", {})
	_write("waiting", {})
	LocalFile.remove(_photo_path)


func clear() -> void:
	_kept.remove()
	LocalFile.remove(_photo_path)


func _write(key: String, value: Variant) -> void:
	var content: Dictionary = _kept.read()
	content[key] = value
	_kept.write(content)
