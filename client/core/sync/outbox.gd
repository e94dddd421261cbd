class_name Outbox
extends RefCounted
## Changes that have not been answered yet, in the order in which they were made. Each is stored before it is sent, and
## one tab sends at a time: nothing is lost or overtaken, whatever is closed. A change that the API refuses later stays
## until it is tried again or dropped.

signal changed
## A change was answered or dropped, or another tab has sent it: then there is no result.
signal settled(change: PendingChange, result: ApiResult)
## A change conflicts with one that was made elsewhere.
signal conflicted(change: PendingChange)
## All changes that could be sent have been sent.
signal emptied(count: int)

const MICROSECONDS := 1_000_000.0

var changes: Array[PendingChange] = []

var _api: ApiClient
var _kept: KeptFolder
var _turn: Turn
## The results of changes that are awaited.
var _answers: Dictionary[PendingChange, ApiResult] = {}


func _init(api: ApiClient, path: String) -> void:
	_api = api
	_kept = KeptFolder.new(path)
	_kept.changed_elsewhere.connect(_follow)
	_turn = Turn.new(path)
	_read()


func has(entry_id: String) -> bool:
	return changes.any(func(change: PendingChange) -> bool: return change.entry_id == entry_id)


## The changes that the API refused.
func refused() -> Array[PendingChange]:
	return changes.filter(func(change: PendingChange) -> bool: return change.refusal != "")


## Sends a change after those before it; returns its result, or why it has to wait.
func send(change: PendingChange) -> ApiResult:
	_add(change)
	if not _api.connectivity.is_online:
		return ApiResult.failed(Problem.of(Problem.OFFLINE))
	_answers[change] = null
	await _send_waiting()
	var answer: ApiResult = _answers[change]
	_answers.erase(change)
	if answer == null:
		return ApiResult.failed(Problem.of(Problem.OFFLINE)) if changes.has(change) else await change.send(_api)
	return answer


func try_again(change: PendingChange) -> void:
	change.refusal = ""
	_save(change)
	flush()


## Sends your side of a conflict over the other.
func insist(change: PendingChange) -> void:
	change.insist()
	_save(change)
	await flush()


func drop(change: PendingChange) -> void:
	_remove(change)
	settled.emit(change, null)


func clear() -> void:
	for change: PendingChange in changes.duplicate():
		_remove(change)
	_turn.give_back()


## Sends the changes, until one cannot be sent.
func flush() -> void:
	var count: int = await _send_waiting()
	if count:
		emptied.emit(count)


func _send_waiting() -> int:
	await _turn.take()
	_read()
	var count: int = 0
	for change: PendingChange in changes.duplicate():
		if change.refusal or not changes.has(change):
			continue
		var result: ApiResult = await change.send(_api)
		if result.problem and result.problem.is_unanswered():
			break
		count += int(result.is_ok())
		_settle(change, result)
		if _turn.is_lost():
			_turn.give_back()
			return count + await _send_waiting()
	_turn.give_back()
	return count


func _settle(change: PendingChange, result: ApiResult) -> void:
	var is_awaited: bool = _answers.has(change)
	if is_awaited:
		_answers[change] = result
	var is_like: bool = change.kind == PendingChange.Kind.LIKE  # a like of an entry that is gone needs no message
	if result.is_ok() or is_like or (is_awaited and not change.is_conflict()):
		_remove(change)
	elif changes.has(change):
		change.refusal = result.problem.sentence()
		_save(change)
		if change.is_conflict():
			conflicted.emit(change)
	if not is_awaited:
		settled.emit(change, result)


## Reads the changes that other tabs have added or sent.
func _follow() -> void:
	var before: Array[PendingChange] = changes.duplicate()
	_read()
	for change: PendingChange in before:
		if not changes.has(change):
			settled.emit(change, null)
	changed.emit()
	_take_over()


## Sends what another tab has left. A hidden page gets no frames, and leaves it to the visible one.
func _take_over() -> void:
	await (Engine.get_main_loop() as SceneTree).process_frame
	if changes and _api.connectivity.is_online:
		flush()


func _read() -> void:
	var known: Dictionary[String, PendingChange] = {}
	for change: PendingChange in changes:
		known[change.id] = change
	changes.clear()
	for id: String in _kept.names():
		var kept: Dictionary = _kept.read(id)
		if kept:
			changes.append(_known_or_new(known.get(id), id, kept))


func _known_or_new(known: PendingChange, id: String, kept: Dictionary) -> PendingChange:
	var change: PendingChange = known if known else PendingChange.new()
	change.id = id
	change.read(kept)
	return change


func _add(change: PendingChange) -> void:
	_read()
	var now: int = int(Time.get_unix_time_from_system() * MICROSECONDS)
	var last: int = changes[-1].id.get_slice("-", 0).to_int() if changes else 0
	change.id = "%016d-%s" % [maxi(now, last + 1), RandomKey.make()]
	changes.append(change)
	_save(change)


func _save(change: PendingChange) -> void:
	_kept.write(change.id, change.to_json())
	changed.emit()


func _remove(change: PendingChange) -> void:
	changes.erase(change)
	_kept.remove(change.id)
	changed.emit()
