class_name FormBinder
extends RefCounted
## Connects a form with its fields: passes on input, shows errors and waiting.

var _form: Form
var _fields: Dictionary[String, Field]
var _button: Button
var _words: String
var _busy_words: String
var _notice: Control
var _notice_text: Label


func _init(form: Form, fields: Dictionary[String, Field]) -> void:
	_form = form
	_fields = fields
	for name: String in fields:
		_bind(name, fields[name])
	form.changed.connect(show_form)
	form.secrets_cleared.connect(_clear_secrets)


## The button that submits the form, and its text while it is busy: "Creating your account …".
func with_button(button: Button, busy_words: String) -> FormBinder:
	_button = button
	_words = button.text
	_busy_words = busy_words
	button.pressed.connect(_submit)
	return self


## The label for an error of no particular field.
func with_notice(notice: Control, text: Label) -> FormBinder:
	_notice = notice
	_notice_text = text
	return self


## Shows the form's values, errors and state.
func show_form() -> void:
	for name: String in _fields:
		_fields[name].show_error(_form.errors.get(name, ""))
		_fields[name].set_busy(_form.is_busy)
	_button.disabled = not _form.can_submit()
	_button.text = _busy_words if _form.is_busy else _words
	var sentence: String = _form.countdown.sentence() if _form.countdown.is_running() else _form.notice
	_notice.visible = sentence != ""
	_notice_text.text = sentence


func _bind(name: String, field: Field) -> void:
	field.input.text = _form.values[name]
	field.input.caret_column = field.input.text.length()
	field.edited.connect(func(text: String) -> void: _form.set_value(name, text))
	field.left.connect(func() -> void: _form.check(name))
	field.submitted.connect(_submit)


func _submit() -> void:
	await _form.submit()
	var wrong: String = _form.first_wrong()
	if wrong and is_instance_valid(_fields[wrong]):
		_fields[wrong].input.grab_focus()


func _clear_secrets() -> void:
	for name: String in _form.secrets():
		_fields[name].input.clear()
