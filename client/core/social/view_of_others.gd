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
	var dexes_problem: Problem = await _bring_dexes(before)
	if dexes_problem or not _feed.is_loaded:
		return dexes_problem
	await _feed.refresh_anew()
	return _feed.problem


## Brings the copies of friends' dexes up to date; gives the last problem.
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


## Loads the first page of a dex again, if it is kept. More entries have left it than `gain` new ones push to the next
## page: then some are hidden, although the counts may be the same.
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
