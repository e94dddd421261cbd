class_name Segmented
extends PanelContainer
## A choice among a few options side by side.

signal chosen(index: int)

const MOST_OF_LARGE := 3

@export var options: PackedStringArray

var _group := ButtonGroup.new()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit()


func _ready() -> void:
	_group.pressed.connect(func(button: BaseButton) -> void: chosen.emit(button.get_index()))
	show_options(options, 0)


func show_options(names: PackedStringArray, selected: int) -> void:
	options = names
	var choices: Container = %Choices
	for old: Node in choices.get_children():
		choices.remove_child(old)
		old.queue_free()
	for index: int in names.size():
		choices.add_child(_button(names[index], index == selected))
	_fit()


## With large text, many options take two rows.
func _fit() -> void:
	var has_two_rows: bool = Look.has_large_text(self) and options.size() > MOST_OF_LARGE
	(%Choices as GridContainer).columns = maxi(1, ceili(options.size() / 2.0) if has_two_rows else options.size())


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
