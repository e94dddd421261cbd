class_name Circle
extends RefCounted
## Your friends, and the friend requests you have received and sent.

signal changed
## A friendship has ended or begun.
signal friendship_changed(user_id: String)
## A friendship has ended.
signal friendship_ended(user_id: String)

const FRIENDS := "friends"
const PENDING := "pending"
const SENT := "sent"
const OVERVIEWS := "overviews"

var friends: Array[Friendship] = []
var requests: Array[Friendship] = []
var sent: Array[Friendship] = []
## The numbers of friends' dexes, by person.
var overviews: Dictionary[String, FriendOverview] = {}
## Why the lists did not load, or null.
var problem: Problem
var is_loaded: bool = false
## The people about whom a request is in progress.
var busy: Dictionary[String, bool] = {}

var _api: ApiClient
var _copy: SocialCopy
var _is_loading: bool = false


func _init(api: ApiClient, copy: SocialCopy) -> void:
	_api = api
	_copy = copy
	if _copy.has(FRIENDS):
		_show(_copy.read)


## Loads all lists; what is shown stays until they have arrived.
func refresh() -> void:
	if _is_loading:
		return
	_is_loading = true
	problem = null
	var lists: Dictionary[String, Array] = {}
	for list: String in [FRIENDS, PENDING, SENT]:
		lists[list] = await _all(func(cursor: String) -> ApiResult: return await _api.social.page(list, cursor))
	lists[OVERVIEWS] = await _all(_api.dex.friends_overview)
	_is_loading = false
	if problem == null:
		_take(lists)
	changed.emit()


## Loads all lists after a request in progress, which may be out of date.
func refresh_anew() -> void:
	while _is_loading:
		await changed
	await refresh()


## The friendship with a person, or a request in either direction; null if there is none.
func with(user_id: String) -> Friendship:
	for friendship: Friendship in friends + requests + sent:
		if friendship.person.id == user_id:
			return friendship
	return null


## Each action returns its problem, or null.
func accept(request: Friendship) -> Problem:
	return await _act(request.person.id, _api.social.respond.bind(request.id, Decision.ACCEPT))


func decline(request: Friendship) -> Problem:
	return await _act(request.person.id, _api.social.respond.bind(request.id, Decision.REJECT))


## Ends a friendship, or withdraws a request.
func unfriend(friendship: Friendship) -> Problem:
	return await _act(friendship.person.id, _api.social.unfriend.bind(friendship.id))


func block(user_id: String) -> Problem:
	return await _act(user_id, _api.social.block.bind(user_id))


## Sends a friend request: the resulting `Friendship`.
func ask(request: FriendRequest) -> ApiResult:
	var result: ApiResult = await _api.social.send_request(request)
	if result.is_ok():
		await _settle((result.value as Friendship).person.id)
	return result


func _act(user_id: String, call: Callable) -> Problem:
	if busy.has(user_id):
		return null
	busy[user_id] = true
	changed.emit()
	var result: ApiResult = await call.call()
	busy.erase(user_id)
	var is_gone: bool = not result.is_ok() and result.problem.code == ProblemCode.NOT_FOUND
	if result.is_ok() or is_gone:
		_forget(user_id)
		await _settle(user_id)
	changed.emit()
	return null if is_gone else result.problem


func _settle(user_id: String) -> void:
	friendship_changed.emit(user_id)
	await refresh()


func _forget(user_id: String) -> void:
	var was_friend: bool = _is_friend(user_id)
	_copy.forget(user_id)
	for list: Array[Friendship] in [friends, requests, sent]:
		list.assign(list.filter(func(one: Friendship) -> bool: return one.person.id != user_id))
	if was_friend:
		friendship_ended.emit(user_id)


func _take(lists: Dictionary[String, Array]) -> void:
	var before: Array[Friendship] = friends.duplicate()
	for list: String in lists:
		_copy.write(list, lists[list])
	_show(func(list: String) -> Array: return lists[list])
	for friendship: Friendship in before:
		if not _is_friend(friendship.person.id):
			_copy.forget(friendship.person.id)
			friendship_changed.emit(friendship.person.id)
			friendship_ended.emit(friendship.person.id)


func _is_friend(user_id: String) -> bool:
	return friends.any(func(one: Friendship) -> bool: return one.person.id == user_id)


## Shows lists of documents: `func(list: String) -> Array`.
func _show(documents: Callable) -> void:
	is_loaded = true
	friends.assign(Model.objects(documents.call(FRIENDS), Friendship.from_json))
	requests.assign(Model.objects(documents.call(PENDING), Friendship.from_json))
	sent.assign(Model.objects(documents.call(SENT), Friendship.from_json))
	overviews.clear()
	for overview: FriendOverview in Model.objects(documents.call(OVERVIEWS), FriendOverview.from_json):
		overviews[overview.person.id] = overview


## The documents of all pages, until the first problem.
func _all(page: Callable) -> Array:
	var items: Array = []
	var cursor: String = ""
	while problem == null:
		var result: ApiResult = await page.call(cursor)
		problem = result.problem
		if not result.is_ok():
			break
		items.append_array(result.response.json_object()["items"])
		cursor = result.value.next_cursor
		if cursor.is_empty():
			break
	return items
