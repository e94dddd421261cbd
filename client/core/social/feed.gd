class_name Feed
extends RefCounted
## The news from friends' dexes, or from one friend's, page by page, the newest first.

signal changed

const LIST := "feed"

var groups: Array[NewsGroup] = []
## Why the last page did not load, or null.
var problem: Problem
var is_loading: bool = false
var is_loaded: bool = false
## There are no older news.
var has_ended: bool = false

var _api: ApiClient
var _copy: SocialCopy
var _outbox: Outbox
## The friend whose news they are; empty for everyone's. Only everyone's are stored on this device.
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


## The news of one friend.
func of_friend(friend_id: String) -> Feed:
	return Feed.new(_api, _copy, _outbox, friend_id)


## Loads the newest page; what is shown stays until it has arrived.
func refresh() -> void:
	await _load("")


## Loads the newest page after a request in progress, which may be out of date.
func refresh_anew() -> void:
	while is_loading:
		await changed
	await refresh()


func load_more() -> void:
	if is_loaded and not has_ended:
		await _load(_cursor)


## Removes the news of a person.
func drop(user_id: String) -> void:
	groups.assign(groups.filter(func(group: NewsGroup) -> bool: return group.person.id != user_id))
	changed.emit()


## Likes an entry, or unlikes it; returns the problem, or null.
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


## Stores the first page, for when there is no connection.
func _keep(result: ApiResult) -> void:
	if _friend_id.is_empty():
		_copy.write(LIST, result.response.json_object()["items"])


## Groups with the same id on successive pages are one.
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
