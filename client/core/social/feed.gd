class_name Feed
extends RefCounted
## What is new in friends' dexes, or in that of one friend, page after page, the newest first.

signal changed

const LIST := "feed"

var groups: Array[NewsGroup] = []
## Why the last page did not load; null when it did.
var problem: Problem
var is_loading: bool = false
var is_loaded: bool = false
## There is nothing older.
var has_ended: bool = false

var _api: ApiClient
var _copy: SocialCopy
var _outbox: Outbox
## The friend whose news they are; empty: everyone's, which alone are kept on this device.
var _friend_id: String
var _cursor: String = ""


func _init(api: ApiClient, copy: SocialCopy, outbox: Outbox, friend_id: String = "") -> void:
	_api = api
	_copy = copy
	_outbox = outbox
	_friend_id = friend_id
	if _friend_id.is_empty():
		is_loaded = _copy.has(LIST)
		groups.assign(Model.objects(_copy.read(LIST), NewsGroup.from_json))
		_show_waiting()


## The news of one friend alone.
func of_friend(friend_id: String) -> Feed:
	return Feed.new(_api, _copy, _outbox, friend_id)


## Asks for the newest page; what is shown stays until it is there.
func refresh() -> void:
	await _load("")


## Asks once more after what is on its way, which may be of before.
func refresh_anew() -> void:
	while is_loading:
		await changed
	await refresh()


func load_more() -> void:
	if is_loaded and not has_ended:
		await _load(_cursor)


## Takes away what a person has added.
func drop(user_id: String) -> void:
	groups.assign(groups.filter(func(group: NewsGroup) -> bool: return group.person.id != user_id))
	changed.emit()


## Likes an entry, or takes the like back; gives the problem, or null.
func set_liked(entry: Entry, is_liked: bool) -> Problem:
	return await Likes.put(_outbox, entry, is_liked, changed.emit)


func _load(cursor: String) -> void:
	if is_loading:
		return
	is_loading = true
	changed.emit()
	var result: ApiResult = await _api.social.feed(cursor, _friend_id)
	is_loading = false
	problem = result.problem
	if result.is_ok():
		if cursor.is_empty():
			groups.clear()
			_keep(result)
		_take(result.value)
	changed.emit()


## Keeps the first page, for when there is no connection.
func _keep(result: ApiResult) -> void:
	if _friend_id.is_empty():
		_copy.write(LIST, result.response.json_object()["items"])


## Over pages, groups with the same id are one.
func _take(page: NewsGroupPage) -> void:
	is_loaded = true
	_cursor = page.next_cursor
	has_ended = _cursor.is_empty()
	for group: NewsGroup in page.items:
		if groups and groups[-1].id == group.id:
			groups[-1].news.append_array(group.news)
		else:
			groups.append(group)
	_show_waiting()


func _show_waiting() -> void:
	for group: NewsGroup in groups:
		for news: News in group.news:
			Likes.show_waiting(_outbox, news.entry)
