class_name Field
extends VBoxContainer
## A text field with its label above, and an error or a hint below.

signal edited(text: String)
## The field has lost the focus.
signal left
signal submitted

@export var label: String
@export var placeholder: String
@export var hint: String
@export var is_secret: bool = false
@export var has_eye: bool = true
@export var keyboard := LineEdit.KEYBOARD_TYPE_DEFAULT
@export var longest: int = 0

@onready var input: LineEdit = %Input


func _ready() -> void:
	(%Label as Label).text = label
	(%Label as Label).visible = label != ""
	input.placeholder_text = placeholder
	input.accessibility_name = label if label else placeholder
	input.secret = is_secret
	input.virtual_keyboard_type = keyboard
	input.max_length = longest
	(%Eye as Button).visible = is_secret and has_eye
	(%Eye as Button).toggled.connect(_on_eye_toggled)
	input.text_changed.connect(edited.emit)
	input.focus_exited.connect(left.emit)
	input.text_submitted.connect(func(_text: String) -> void: submitted.emit())
	show_error("")


## Shows an error; an empty one removes it.
func show_error(sentence: String) -> void:
	var is_bad: bool = sentence != ""
	input.theme_type_variation = &"LineEditBad" if is_bad else &""
	(%Warning as Control).visible = is_bad
	(%Hint as Label).text = sentence if is_bad else hint
	(%Hint as Label).theme_type_variation = &"HintBad" if is_bad else &"Hint"
	(%Below as Control).visible = (%Hint as Label).text != ""
	input.accessibility_description = sentence


func show_hint(sentence: String) -> void:
	hint = sentence
	show_error("")


func set_busy(is_busy: bool) -> void:
	input.editable = not is_busy
	(%Eye as Button).disabled = is_busy


func _on_eye_toggled(is_shown: bool) -> void:
	input.secret = not is_shown
	(%Eye as Button).icon = load("res://art/icons/%s.svg" % ("eye-slash" if is_shown else "eye"))
	(%Eye as Button).accessibility_name = "Hide the password" if is_shown else "Show the password"
