class_name ViewOfOthers
extends RefCounted
## What others share with you, updated as soon as the API's stamp changes: former friends and hidden entries disappear
## from the screen and from this device.

## Everything is up to date: other places that show something of others should reload.
signal changed
## A friend shares less than before: nothing of others that is stored elsewhere may stay.
signal lost

const LIST := "stamp"

var _api: ApiClient
var _copy: SocialCopy
var _circle: Circle
var _feed: Feed
## The stamp of the copy on this device.
var _stamp: String
var _is_busy: bool = false


func _init(api: ApiClient, copy: SocialCopy, circle: Circle, feed: Feed) -> void:
	_api = api
	_copy = copy
	_circle = circle
	_feed = feed
	for kept: Dictionary in _copy.read(LIST):
		_stamp = Model.text(kept.get("stamp"))


## Updates the copy to a stamp; after a failure the next stamp tries again.
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
	var dexes_problem: Problem = await _bring_dexes(before)
	if dexes_problem or not _feed.is_loaded:
		return dexes_problem
	await _feed.refresh_anew()
	return _feed.problem


## Updates the copies of friends' dexes; returns the last problem.
func _bring_dexes(before: Dictionary[String, FriendOverview]) -> Problem:
	var problem: Problem
	var is_less: bool = false
	for now: FriendOverview in _circle.overviews.values():
		var known: FriendOverview = before.get(now.person.id, FriendOverview.new())
		var dex := FriendDex.new(_api, now.person.id, _copy)
		var hides: bool = await _hides_some(dex, SocialCopy.dex_of(now.person.id), now.catches - known.catches)
		is_less = is_less or hides or _shows_less(known, now)
		problem = dex.problem if dex.problem else problem
	if is_less:
		lost.emit()
	return problem


## Reloads the first page of a dex, if there is a copy. If more entries have left it than `gain` new ones push to the
## next page, some have been hidden, even if the counts are equal.
func _hides_some(dex: FriendDex, list: String, gain: int) -> bool:
	if not _copy.has(list):
		return false
	var before: Array = _copy.read(list)
	await dex.load_more()
	var now: Array = _copy.read(list).map(_id)
	var gone: int = before.filter(func(entry: Dictionary) -> bool: return not now.has(_id(entry))).size()
	return gone > (0 if dex.has_ended else maxi(gain, 0))


static func _id(entry: Dictionary) -> String:
	return Model.text(entry.get("id"))


static func _shows_less(before: FriendOverview, now: FriendOverview) -> bool:
	if now.catches < before.catches:
		return true
	for name: String in before.classes:
		if Model.integer(now.classes.get(name)) < Model.integer(before.classes[name]):
			return true
	return false
