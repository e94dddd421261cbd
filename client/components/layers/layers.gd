class_name Layers
extends Control
## The layers over the screens: toasts, and one sheet, dialog or menu at a time.

const GROUP := &"layers"
const SHEET := preload("res://components/layers/sheet.tscn")
const TOAST := preload("res://components/layers/toast.tscn")
const CONFIRM := preload("res://components/layers/confirm.tscn")
const TOAST_WIDTH := 420.0
const BELOW_HEADER := 64.0
const ABOVE_FOOT := -24.0
const TOAST_SLIDE := 16.0

var _sheet: Sheet

@onready var _toasts: VBoxContainer = %Toasts


static func of(node: Node) -> Layers:
	return node.get_tree().get_first_node_in_group(GROUP)


func _ready() -> void:
	add_to_group(GROUP)
	theme_changed.connect(_arrange)
	_arrange()


## Shows a message; returns the toast, whose action can be connected to.
func toast(sentence: String, action: String = "") -> Toast:
	var shown: Toast = TOAST.instantiate()
	_toasts.add_child(shown)
	shown.say(sentence, action)
	shown.custom_minimum_size.x = minf(TOAST_WIDTH, size.x - 32.0)
	var slide: float = TOAST_SLIDE if Look.is_wide(self) else -TOAST_SLIDE
	Moves.enter.call_deferred(shown, Vector2(0, slide))  # once it has been laid out
	Store.device.announce(sentence)
	return shown


## Removes the toasts.
func clear_toasts() -> void:
	for shown: Node in _toasts.get_children():
		Moves.leave(shown as Control)


## Opens content in a sheet, or in a dialog where there is room; closes the one before.
func open(content: Control) -> Sheet:
	close()
	_sheet = SHEET.instantiate()
	add_child(_sheet)
	move_child(_sheet, 0)
	_sheet.show_content(content)
	return _sheet


## Asks a question; returns whether it was answered with its action.
func confirm(question: String, text: String, action: String, refusal: String, is_dangerous: bool = false) -> bool:
	var content: Confirm = CONFIRM.instantiate()
	var sheet: Sheet = open(content)
	content.ask(question, text, action, refusal, is_dangerous)
	sheet.closed.connect(content.answered.emit.bind(false), CONNECT_ONE_SHOT)
	var answer: bool = await content.answered
	close()
	return answer


## Closes the sheet; returns whether one was open.
func close() -> bool:
	if not is_instance_valid(_sheet):
		return false
	var open_sheet: Sheet = _sheet
	_sheet = null
	open_sheet.close()
	return true


## Toasts appear below a phone's header, and at the foot of a wide screen, where they cover neither tools nor filters.
func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	_toasts.set_anchors_preset(PRESET_BOTTOM_WIDE if is_wide else PRESET_TOP_WIDE)
	_toasts.grow_vertical = GROW_DIRECTION_BEGIN if is_wide else GROW_DIRECTION_END
	_toasts.offset_top = ABOVE_FOOT if is_wide else BELOW_HEADER
	_toasts.offset_bottom = _toasts.offset_top
