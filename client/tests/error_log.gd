class_name ErrorLog
extends Logger
## The errors and warnings that the engine logs.

var _lines: PackedStringArray = []
var _lock := Mutex.new()


## What was logged since the last call.
func take() -> PackedStringArray:
	_lock.lock()
	var taken: PackedStringArray = _lines.duplicate()
	_lines.clear()
	_lock.unlock()
	return taken


func _log_error(
	_function: String,
	file: String,
	line: int,
	code: String,
	rationale: String,
	_editor_notify: bool,
	_error_type: int,
	_backtraces: Array[ScriptBacktrace]
) -> void:
	_lock.lock()
	_lines.append("%s:%d %s %s" % [file, line, code, rationale])
	_lock.unlock()
