class_name DexCopy
extends RefCounted
## A copy of a person's entries on this device, as the API's documents, in a few files: a change
## writes only the file with its entry.

const BUCKETS := 16
const FOLDER := "user://dex"

var documents: Dictionary[String, Dictionary] = {}
## The token of the next sync; "" for the beginning.
var token: String
## Unix time of the last complete sync; 0 if there was none.
var synced_at: float = 0.0
## Animals whose card has not been opened since they arrived.
var new_animals: Dictionary[String, bool] = {}

var _folder: String
var _touched: Dictionary[int, bool] = {}


func _init(owner: String) -> void:
	_folder = FOLDER.path_join(owner.validate_filename())


func read() -> void:
	var head: Dictionary = JsonFile.read(_folder.path_join("head.json"))
	if head.is_empty():
		return
	token = Model.text(head.get("token"))
	synced_at = maxf(Model.number(head.get("synced_at")), 0.0)
	for animal_id: String in Model.strings(head.get("new_animals")):
		new_animals[animal_id] = true
	for bucket: int in BUCKETS:
		_read_bucket(bucket)


## Writes the changes, the token last, so that what is lost is requested again. Returns
## whether there was room.
func write() -> bool:
	DirAccess.make_dir_recursive_absolute(_folder)
	for bucket: int in _touched.keys():
		if not _write_bucket(bucket):
			return false
		_touched.erase(bucket)
	var head: Dictionary = {"token": token, "synced_at": synced_at, "new_animals": new_animals.keys()}
	return JsonFile.write(_folder.path_join("head.json"), head)


func put(document: Dictionary) -> void:
	var id: String = document["id"]
	documents[id] = document
	_touched[_bucket_of(id)] = true


func remove(id: String) -> void:
	if documents.erase(id):
		_touched[_bucket_of(id)] = true


## Replaces all documents.
func replace(others: Dictionary[String, Dictionary]) -> void:
	documents = others
	for bucket: int in BUCKETS:
		_touched[bucket] = true


## Deletes the copies of everybody on this device.
static func delete_all() -> void:
	if DirAccess.dir_exists_absolute(FOLDER):
		LocalFile.remove_below(FOLDER)


func _read_bucket(bucket: int) -> void:
	var file := FileAccess.open(_path(bucket), FileAccess.READ)
	if file == null or file.get_length() == 0:
		return
	var kept: Variant = file.get_var()
	for document: Dictionary in kept if kept is Array else []:
		documents[document["id"]] = document


func _write_bucket(bucket: int) -> bool:
	var kept: Array[Dictionary] = []
	for id: String in documents:
		if _bucket_of(id) == bucket:
			kept.append(documents[id])
	var file := FileAccess.open(_path(bucket), FileAccess.WRITE)
	return file != null and file.store_var(kept)


func _path(bucket: int) -> String:
	return _folder.path_join("entries_%02d.bin" % bucket)


static func _bucket_of(id: String) -> int:
	return id.hash() % BUCKETS
