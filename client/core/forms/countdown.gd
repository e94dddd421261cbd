class_name Countdown
extends RefCounted
## A countdown of the seconds that the API asks to wait.

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


## "That was a lot of tries. Please wait 40 seconds."; empty if there is no need to wait.
func sentence() -> String:
	if not is_running():
		return ""
	return tr("That was a lot of tries. Please wait %s.") % duration(seconds_left)


static func duration(seconds: int) -> String:
	if seconds < 90:
		return _counted("%d second", "%d seconds", seconds)
	if seconds < 90 * 60:
		return _counted("%d minute", "%d minutes", ceili(seconds / 60.0))
	return _counted("%d hour", "%d hours", ceili(seconds / 3600.0))


static func _counted(one: StringName, several: StringName, count: int) -> String:
	return TranslationServer.translate_plural(one, several, count) % count


func _count(run: int) -> void:
	var tree: SceneTree = Engine.get_main_loop()
	while is_running():
		await tree.create_timer(1.0).timeout
		if run != _run:
			return
		seconds_left -= 1
		changed.emit()
