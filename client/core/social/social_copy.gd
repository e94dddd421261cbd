class_name SocialCopy
extends RefCounted
## What somebody saw last of their friends, kept on this device as the API's documents, a file a list.

const FOLDER := "user://social"
## So many documents of a list are kept.
const MOST := 500

var _folder: String


func _init(owner: String) -> void:
	_folder = FOLDER.path_join(owner.validate_filename())


## The documents of a list; nothing when it was not kept.
func read(list: String) -> Array:
	return Model.objects(JsonFile.read(_path(list)).get("items"), func(json: Dictionary) -> Dictionary: return json)


func has(list: String) -> bool:
	return LocalFile.is_kept(_path(list))


func write(list: String, documents: Array) -> void:
	DirAccess.make_dir_recursive_absolute(_folder)
	JsonFile.write(_path(list), {"items": documents.slice(0, MOST)})


## Takes away everything about a person.
func forget(user_id: String) -> void:
	LocalFile.remove(_path(dex_of(user_id)))
	LocalFile.remove(_path("person-" + user_id.validate_filename()))
	for file: String in (
		DirAccess.get_files_at(_folder) if DirAccess.dir_exists_absolute(_folder) else PackedStringArray()
	):
		var list: String = file.get_basename()
		if has(list):
			write(list, read(list).filter(func(document: Dictionary) -> bool: return _person(document) != user_id))


## The list of what a person lets one see of their dex.
static func dex_of(user_id: String) -> String:
	return "dex-" + user_id.validate_filename()


## A person as they are, or as they were seen last where there is no connection: a `Person`.
func person(api: ApiClient, user_id: String) -> ApiResult:
	var list: String = "person-" + user_id.validate_filename()
	var result: ApiResult = await api.users.person(user_id)
	if result.is_ok():
		write(list, [result.response.json_object()])
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


static func _person(document: Dictionary) -> String:
	return Model.text(Model.dictionary(document.get("person")).get("id"))
