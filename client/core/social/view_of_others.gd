class_name ViewOfOthers
extends RefCounted
## What one sees of others, brought up to date as soon as the API's stamp says that it has changed: who is no friend any
## more and what was hidden goes from the screen and from this device.

## All of it is up to date: what else shows something of others asks anew.
signal changed
## A friend shows less than before: nothing that was kept of others' things may stay, wherever it is.
signal lost

const LIST := "stamp"

var _api: ApiClient
var _copy: SocialCopy
var _circle: Circle
var _feed: Feed
## Of when what is on this device is.
var _stamp: String
var _is_busy: bool = false


func _init(api: ApiClient, copy: SocialCopy, circle: Circle, feed: Feed) -> void:
	_api = api
	_copy = copy
	_circle = circle
	_feed = feed
	for kept: Dictionary in _copy.read(LIST):
		_stamp = Model.text(kept.get("stamp"))


## Takes what the API says now; what fails is tried again with the next stamp.
func follow(stamp: String) -> void:
	if stamp == _stamp or _is_busy:
		return
	_is_busy = true
	var problem: Problem = await _bring_up_to_date()
	_is_busy = false
	if problem == null:
		_stamp = stamp
		_copy.write(LIST, [{"stamp": stamp}])
		changed.emit()


func _bring_up_to_date() -> Problem:
	var before: Dictionary[String, FriendOverview] = _circle.overviews.duplicate()
	await _circle.refresh_anew()
	if _circle.problem:
		return _circle.problem
	var overviews: Dictionary[String, FriendOverview] = _circle.overviews
	var is_less: bool = false
	for user_id: String in overviews:
		var known: FriendOverview = before.get(user_id)
		is_less = is_less or known != null and _shows_less(known, overviews[user_id])
		if _has_changed(known, overviews[user_id]):
			await _bring_dex(user_id)
	if is_less:
		lost.emit()
	if not _feed.is_loaded:
		return null
	await _feed.refresh_anew()
	return _feed.problem


static func _has_changed(before: FriendOverview, now: FriendOverview) -> bool:
	return before == null or before.catches != now.catches or before.classes != now.classes


static func _shows_less(before: FriendOverview, now: FriendOverview) -> bool:
	if now.catches < before.catches:
		return true
	for name: String in before.classes:
		if Model.integer(now.classes.get(name)) < Model.integer(before.classes[name]):
			return true
	return false


## Brings the copy of a friend's dex up to date, if there is one.
func _bring_dex(user_id: String) -> void:
	if _copy.has(SocialCopy.dex_of(user_id)):
		await FriendDex.new(_api, user_id, _copy).load_more()
