class_name DexSync
extends RefCounted
## A run of `sync_entries`, page by page. After a reset, the new copy replaces the old one only when
## it is complete.

var _api: ApiClient
var _copy: DexCopy
## `func(fresh: Array[Dictionary], gone: Array[String], is_whole: bool)`: shows a page.
var _show: Callable
## The documents of a reset so far.
var _draft: Dictionary[String, Dictionary] = {}
var _is_reset: bool = false


func _init(api: ApiClient, copy: DexCopy, show: Callable) -> void:
	_api = api
	_copy = copy
	_show = show


## The problem that ended it early, or null.
func run() -> Problem:
	var since: String = _copy.token
	var has_more: bool = true
	while has_more:
		var result: ApiResult = await _api.dex.sync_entries(since)
		if not result.is_ok():
			return result.problem
		var page: Sync = result.value
		_take(page, result.response.json_object())
		since = page.token
		has_more = page.more
	_end(since)
	return null


func _take(page: Sync, json: Dictionary) -> void:
	var fresh: Array[Dictionary] = []
	fresh.assign(json["entries"])
	if page.reset and not _copy.documents.is_empty():
		_is_reset = true
		_draft.clear()
	if _is_reset:
		_take_aside(fresh, page.deleted)
	else:
		_take_in(fresh, page)


func _take_aside(fresh: Array[Dictionary], gone: Array[String]) -> void:
	for document: Dictionary in fresh:
		_draft[document["id"]] = document
	for id: String in gone:
		_draft.erase(id)


func _take_in(fresh: Array[Dictionary], page: Sync) -> void:
	for document: Dictionary in fresh:
		_mark_if_new(document)
		_copy.put(document)
	for id: String in page.deleted:
		_copy.remove(id)
	_copy.token = page.token
	_show.call(fresh, page.deleted, false)


func _mark_if_new(document: Dictionary) -> void:
	if _copy.synced_at == 0.0 or _copy.documents.has(document["id"]):
		return
	var animal_id: String = document["animal"]["id"]
	var is_known: bool = _copy.documents.values().any(
		func(other: Dictionary) -> bool: return other["animal"]["id"] == animal_id
	)
	if not is_known:
		_copy.new_animals[animal_id] = true


func _end(token: String) -> void:
	_copy.token = token
	_copy.synced_at = Time.get_unix_time_from_system()
	if not _is_reset:
		return
	_copy.replace(_draft)
	var whole: Array[Dictionary] = []
	whole.assign(_draft.values())
	_show.call(whole, [] as Array[String], true)
