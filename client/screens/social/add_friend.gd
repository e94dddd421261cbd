class_name AddFriend
extends VBoxContainer
## A text field for a friend code or a username.

signal asked(text: String)


func _ready() -> void:
	(%Add as Button).pressed.connect(_ask)
	(%Input as LineEdit).text_submitted.connect(func(_text: String) -> void: _ask())
	(%Input as LineEdit).text_changed.connect(func(_text: String) -> void: say("", false))
	_arrange()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_arrange()


## Shows the outcome below the field.
func say(sentence: String, is_refusal: bool) -> void:
	(%Said as Label).text = sentence
	(%Said as Label).visible = sentence != ""
	(%Said as Label).theme_type_variation = &"HintBad" if is_refusal else &"Hint"
	(%Input as LineEdit).theme_type_variation = &"LineEditBad" if is_refusal else &""
	(%Input as LineEdit).accessibility_description = sentence
	if sentence:
		Store.device.announce(sentence)


func set_busy(is_busy: bool) -> void:
	(%Add as Button).disabled = is_busy
	(%Input as LineEdit).editable = not is_busy


func clear() -> void:
	(%Input as LineEdit).clear()


## Large text leaves no room for the placeholder beside the button.
func _arrange() -> void:
	(%Row as BoxContainer).vertical = Look.has_large_text(self)


func _ask() -> void:
	var text: String = (%Input as LineEdit).text.strip_edges()
	if text and not (%Add as Button).disabled:
		asked.emit(text)
