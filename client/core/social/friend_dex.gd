class_name FriendDex
extends RefCounted
## What a person shares of their dex, one entry for each animal, the newest first.

signal changed

## The query for the animals that you have not met, by number.
const UNSEEN: Dictionary[String, Variant] = {"not_seen_by_me": true, "sort": EntrySort.CREATION_INDEX}

## One entry for each animal, in order.
var entries: Array[Entry] = []
var problem: Problem
var is_loading: bool = false
var is_loaded: bool = false
var has_ended: bool = false
## The entries are from the copy on this device, because there is no connection.
var is_copy: bool = false
## Only animals that you have not met.
var is_unseen_only: bool = false:
	set(value):
		is_unseen_only = value
		start_anew()

var _api: ApiClient
var _copy: SocialCopy
var _user_id: String
var _cursor: String = ""
var _animals: Dictionary[String, bool] = {}
## Counts the lists that were requested: responses for an earlier one are ignored.
var _turn: int = 0


func _init(api: ApiClient, user_id: String, copy: SocialCopy) -> void:
	_api = api
	_copy = copy
	_user_id = user_id


func load_more() -> void:
	if is_loading or has_ended:
		return
	is_loading = true
	changed.emit()
	var turn: int = _turn
	var result: ApiResult = await _api.dex.entries_of(_user_id, _query())
	if turn != _turn:
		return
	is_loading = false
	problem = result.problem
	if result.is_ok():
		_keep(result)
		_take(result.value)
	elif problem.is_unanswered() and not is_loaded and _is_kept():
		_clear()
		is_copy = true
		_show(Model.objects(_copy.read(SocialCopy.dex_of(_user_id)), Entry.from_json))
	changed.emit()


## Clears the list and loads it from the beginning.
func start_anew() -> void:
	_turn += 1
	_clear()
	_cursor = ""
	is_loading = false
	is_loaded = false
	has_ended = false
	load_more()


func _query() -> Dictionary:
	var query: Dictionary = UNSEEN.duplicate() if is_unseen_only else {}
	query["cursor"] = _cursor if _cursor else null
	return query


func _clear() -> void:
	entries.clear()
	_animals.clear()
	is_copy = false


func _take(page: EntryPage) -> void:
	if is_copy:
		_clear()
	is_loaded = true
	_cursor = page.next_cursor
	has_ended = _cursor.is_empty()
	_show(page.items)


## Stores the first page, for when there is no connection.
func _keep(result: ApiResult) -> void:
	if _cursor.is_empty() and not is_unseen_only:
		_copy.write(SocialCopy.dex_of(_user_id), result.response.json_object()["items"])


func _is_kept() -> bool:
	return not is_unseen_only and _copy.has(SocialCopy.dex_of(_user_id))


func _show(page: Array) -> void:
	for entry: Entry in page:
		if not _animals.has(entry.animal.id):
			_animals[entry.animal.id] = true
			entries.append(entry)
