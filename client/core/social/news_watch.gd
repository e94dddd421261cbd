class_name NewsWatch
extends Timer
## Decides when to poll for news: often on screens that show what others share, rarely elsewhere, and not at all after
## some time without input. A hidden page does not poll.

signal due

const OFTEN_SECONDS := 5.0
const SELDOM_SECONDS := 30.0
## How long somebody counts as present without input.
const PRESENCE_SECONDS := 300.0
## The screens that show what others share.
const OF_OTHERS: Array[StringName] = [&"social", &"person", &"card", &"tree"]

var _touched_at: int = Time.get_ticks_msec()
var _asked_at: int = Time.get_ticks_msec()


func _ready() -> void:
	wait_time = OFTEN_SECONDS
	timeout.connect(_tick)


func _input(_event: InputEvent) -> void:
	_touched_at = Time.get_ticks_msec()


static func is_due(screen: StringName, since_asked: float, since_touched: float) -> bool:
	var interval: float = OFTEN_SECONDS if screen in OF_OTHERS else SELDOM_SECONDS
	# A tick that comes slightly early counts, rather than waiting for the next one.
	return since_touched < PRESENCE_SECONDS and since_asked > interval - OFTEN_SECONDS / 2.0


func _tick() -> void:
	var now: int = Time.get_ticks_msec()
	var screen: StringName = Navigation.current.name if Navigation.current else &""
	if is_due(screen, (now - _asked_at) / 1000.0, (now - _touched_at) / 1000.0):
		_asked_at = now
		due.emit()
