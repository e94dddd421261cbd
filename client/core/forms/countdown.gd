class_name Countdown
extends RefCounted
## Seconds that the API asks to wait, counting down.

signal changed

var seconds_left: int = 0

var _run: int = 0


func start(seconds: int) -> void:
	_run += 1
	seconds_left = seconds
	changed.emit()
	_count(_run)


func is_running() -> bool:
	return seconds_left > 0


## "That was a lot of tries. Please wait 40 seconds."; empty when nothing is to be waited for.
func sentence() -> String:
	if not is_running():
		return ""
	return "That was a lot of tries. Please wait %s." % duration(seconds_left)


static func duration(seconds: int) -> String:
	if seconds < 90:
		return "1 second" if seconds == 1 else "%d seconds" % seconds
	if seconds < 90 * 60:
		return "%d minutes" % ceili(seconds / 60.0)
	return "%d hours" % ceili(seconds / 3600.0)


func _count(run: int) -> void:
	var tree: SceneTree = Engine.get_main_loop()
	while is_running():
		await tree.create_timer(1.0).timeout
		if run != _run:
			return
		seconds_left -= 1
		changed.emit()
