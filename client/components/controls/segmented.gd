class_name Segmented
extends PanelContainer
## One of a few, side by side.

signal chosen(index: int)

@export var options: PackedStringArray

var _group := ButtonGroup.new()


func _ready() -> void:
	_group.pressed.connect(func(button: BaseButton) -> void: chosen.emit(button.get_index()))
	show_options(options, 0)


func show_options(names: PackedStringArray, selected: int) -> void:
	options = names
	var row: HBoxContainer = %Row
	for old: Node in row.get_children():
		row.remove_child(old)
		old.queue_free()
	for index: int in names.size():
		row.add_child(_button(names[index], index == selected))


func _button(text: String, is_on: bool) -> SmallButton:
	var button := SmallButton.new()
	button.text = text
	button.theme_type_variation = &"Segment"
	button.toggle_mode = true
	button.button_group = _group
	button.set_pressed_no_signal(is_on)
	button.custom_minimum_size = Vector2(44, 0)
	button.size_flags_horizontal = SIZE_EXPAND_FILL
	return button
