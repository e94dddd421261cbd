@abstract class_name Form
extends RefCounted
## A form: checked on the device first, then sent; errors are shown beside their fields.

## A value, an error, `is_busy` or `countdown` has changed: the screen updates itself.
signal changed
## Secret fields have been cleared: the screen empties its inputs.
signal secrets_cleared
signal succeeded(result: ApiResult)

var values: Dictionary[String, String] = {}
## A sentence for each invalid field.
var errors: Dictionary[String, String] = {}
## An error of no particular field.
var notice: String
var is_busy: bool = false
## Runs while the API asks to wait.
var countdown := Countdown.new()

var _session: SessionManager


func _init(session: SessionManager) -> void:
	_session = session
	for field: String in fields():
		values[field] = ""
	countdown.changed.connect(changed.emit)


## The fields, in reading order.
@abstract func fields() -> PackedStringArray


## The fields that are cleared after every error and never shown, stored or logged.
func secrets() -> PackedStringArray:
	return []


## The error of a field, as a sentence; empty if it is valid.
@abstract func error_of(field: String) -> String

## Sends the values.
@abstract func send() -> ApiResult


func set_value(field: String, value: String) -> void:
	values[field] = value
	errors.erase(field)


## Checks a field when it loses the focus; an empty one is not an error yet.
func check(field: String) -> void:
	if values[field].is_empty():
		errors.erase(field)
	else:
		_set_error(field, error_of(field))
	changed.emit()


func can_submit() -> bool:
	return not is_busy and not countdown.is_running()


## Checks all fields and submits them if they are valid.
func submit() -> void:
	if not can_submit():
		return
	notice = ""
	for field: String in fields():
		_set_error(field, error_of(field))
	if not errors.is_empty():
		_clear_secrets()
		changed.emit()
		return
	is_busy = true
	changed.emit()
	_finish(await send())


## The first invalid field, to focus; empty if there is none.
func first_wrong() -> String:
	for field: String in fields():
		if errors.has(field):
			return field
	return ""


func _finish(result: ApiResult) -> void:
	is_busy = false
	if result.is_ok():
		_clear_secrets()
		succeeded.emit(result)
	else:
		_show_problem(result.problem)
		_clear_secrets()
	changed.emit()


func _show_problem(problem: Problem) -> void:
	for field: String in problem.errors:
		if values.has(field):
			_set_error(field, " ".join(problem.errors[field]))
	if problem.retry_after > 0:
		countdown.start(problem.retry_after)
	elif errors.is_empty():
		notice = problem.sentence()


func _set_error(field: String, sentence: String) -> void:
	if sentence:
		errors[field] = sentence
	else:
		errors.erase(field)


func _clear_secrets() -> void:
	for field: String in secrets():
		values[field] = ""
	secrets_cleared.emit()
