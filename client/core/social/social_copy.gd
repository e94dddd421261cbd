class_name SocialCopy
extends RefCounted
## A copy of what friends share, on this device, as the API's documents, with a file for each list.

## Pictures are no longer in any list.
signal pictures_gone(urls: Array[String])

const FOLDER := "user://social"
## The largest number of documents in a list.
const MOST := 500

var _folder: String


func _init(owner: String) -> void:
	_folder = FOLDER.path_join(owner.validate_filename())


## The documents of a list; empty if there is no copy.
func read(list: String) -> Array:
	return Model.objects(JsonFile.read(_path(list)).get("items"), func(json: Dictionary) -> Dictionary: return json)


func has(list: String) -> bool:
	return LocalFile.is_kept(_path(list))


func write(list: String, documents: Array) -> void:
	DirAccess.make_dir_recursive_absolute(_folder)
	var before: Dictionary[String, bool] = _pictures(read(list))
	JsonFile.write(_path(list), {"items": documents.slice(0, MOST)})
	_tell_gone(before)


## Deletes everything about a person.
func forget(user_id: String) -> void:
	LocalFile.remove(_path(dex_of(user_id)))
	LocalFile.remove(_path("person-" + user_id.validate_filename()))
	for list: String in _lists():
		if has(list):
			write(list, read(list).filter(func(document: Dictionary) -> bool: return _person(document) != user_id))


## The list of the entries that a person shares.
static func dex_of(user_id: String) -> String:
	return "dex-" + user_id.validate_filename()


## A `Person`, from the copy if there is no connection. Only friends are stored.
func person(api: ApiClient, user_id: String) -> ApiResult:
	var list: String = "person-" + user_id.validate_filename()
	var result: ApiResult = await api.users.person(user_id)
	if result.is_ok() and (result.value as Person).relation == Relation.FRIENDS:
		write(list, [result.response.json_object()])
	elif result.is_ok():
		LocalFile.remove(_path(list))
	elif result.problem.is_unanswered() and has(list):
		return ApiResult.of(Person.from_json(read(list)[0]))
	elif result.problem.code == ProblemCode.NOT_FOUND:
		forget(user_id)
	return result


## Deletes the copies of everybody on this device.
static func delete_all() -> void:
	if DirAccess.dir_exists_absolute(FOLDER):
		LocalFile.remove_below(FOLDER)


func _path(list: String) -> String:
	return _folder.path_join(list + ".json")


func _tell_gone(before: Dictionary[String, bool]) -> void:
	var gone: Array[String] = before.keys()
	for list: String in _lists() if gone else PackedStringArray():
		var kept: Dictionary[String, bool] = _pictures(read(list))
		gone.assign(gone.filter(func(url: String) -> bool: return not kept.has(url)))
	if gone:
		pictures_gone.emit(gone)


## The names of the lists that are stored.
func _lists() -> PackedStringArray:
	var found: PackedStringArray = []
	if DirAccess.dir_exists_absolute(_folder):
		for file: String in DirAccess.get_files_at(_folder):
			found.append(file.get_basename())
	return found


## The URLs of all pictures in documents.
static func _pictures(of: Variant) -> Dictionary[String, bool]:
	var found: Dictionary[String, bool] = {}
	if of is Array:
		for item: Variant in of:
			found.merge(_pictures(item))
	if of is Dictionary:
		for key: String in of:
			if key.ends_with("url") and of[key] is String:
				found[of[key]] = true
			else:
				found.merge(_pictures(of[key]))
	return found


static func _person(document: Dictionary) -> String:
	return Model.text(Model.dictionary(document.get("person")).get("id"))
