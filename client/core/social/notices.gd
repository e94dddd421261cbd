class_name Notices
extends RefCounted
## Your notices, and the number of new ones.

signal changed
## The stamp, which differs whenever anything that others share with you has changed.
signal counted(stamp: String)

const LIST := "notices"

var items: Array[Notice] = []
var problem: Problem
var is_loaded: bool = false
var has_ended: bool = false
var unread: int = 0
## The number of open friend requests.
var requests: int = 0

var _api: ApiClient
var _copy: SocialCopy
var _cursor: String = ""


func _init(api: ApiClient, copy: SocialCopy) -> void:
	_api = api
	_copy = copy
	is_loaded = _copy.has(LIST)
	items.assign(Model.objects(_copy.read(LIST), Notice.from_json))


## Loads the numbers of new notices and requests.
func count() -> void:
	var result: ApiResult = await _api.social.summary()
	if result.is_ok():
		unread = (result.value as SocialSummary).unread
		requests = (result.value as SocialSummary).requests
		changed.emit()
		counted.emit((result.value as SocialSummary).stamp)


## Reloads the newest notices, if there are any; unread ones stay unread.
func refresh() -> void:
	if is_loaded:
		await _load_newest()


## Loads the newest notices and marks them as read.
func open() -> void:
	await _load_newest()
	if problem or items.is_empty() or unread == 0:
		return
	var result: ApiResult = await _api.social.mark_read(items[0].at)
	if result.is_ok():
		await count()


func load_more() -> void:
	var is_first: bool = _cursor.is_empty()
	var result: ApiResult = await _api.social.notices(_cursor)
	problem = result.problem
	if result.is_ok():
		var page: NoticePage = result.value
		is_loaded = true
		if is_first:
			items.clear()
			_copy.write(LIST, result.response.json_object()["items"])
		items.append_array(page.items)
		_cursor = page.next_cursor
		has_ended = _cursor.is_empty()
	changed.emit()


func _load_newest() -> void:
	_cursor = ""
	await load_more()
