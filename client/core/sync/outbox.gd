class_name Outbox
extends RefCounted
## Changes that wait for the connection, in the order they were made; what the API refuses stays
## until somebody tries it again or drops it.

signal changed
## A change got its answer, or was dropped: then there is no result.
signal settled(change: PendingChange, result: ApiResult)
## All that could be sent is sent.
signal emptied(count: int)

var changes: Array[PendingChange] = []

var _api: ApiClient
var _kept: KeptJson
var _is_sending: bool = false


func _init(api: ApiClient, path: String) -> void:
	_api = api
	_kept = KeptJson.new(path)
	changes.assign(Model.objects(_kept.read().get("changes"), PendingChange.from_json))


## A later change of the same kind and entry takes the earlier one's place, field by field.
func add(change: PendingChange) -> void:
	for other: PendingChange in changes:
		if other.entry_id and other.entry_id == change.entry_id and other.kind == change.kind:
			other.fields.merge(change.fields, true)
			_save()
			return
	changes.append(change)
	_save()


func has(entry_id: String) -> bool:
	return changes.any(func(change: PendingChange) -> bool: return change.entry_id == entry_id)


## Changes that the API refused.
func refused() -> Array[PendingChange]:
	return changes.filter(func(change: PendingChange) -> bool: return change.refusal != "")


func try_again(change: PendingChange) -> void:
	change.refusal = ""
	flush()


func drop(change: PendingChange) -> void:
	changes.erase(change)
	_save()
	settled.emit(change, null)


func clear() -> void:
	changes.clear()
	_kept.remove()
	changed.emit()


## Sends what waits, until something cannot be sent.
func flush() -> void:
	if _is_sending:
		return
	_is_sending = true
	var count: int = 0
	for change: PendingChange in changes.duplicate():
		if change.refusal:
			continue
		var result: ApiResult = await change.send(_api)
		if result.problem and result.problem.is_unanswered():
			break
		_settle(change, result)
		count += int(result.is_ok())
	_is_sending = false
	if count:
		emptied.emit(count)


func _settle(change: PendingChange, result: ApiResult) -> void:
	if result.is_ok():
		changes.erase(change)
	else:
		change.refusal = result.problem.sentence()
	_save()
	settled.emit(change, result)


func _save() -> void:
	_kept.write({"changes": Model.to_documents(changes)})
	changed.emit()
