class_name WideButton
extends Button
## A button that fills its width, with icon and text centred.

@export var glyph: Texture2D
@export var words: String:
	set(value):
		words = value
		_show()


func _ready() -> void:
	_show()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_show()


func _draw() -> void:
	var ink: Color = get_theme_color(&"font_disabled_color" if disabled else &"font_color")
	(%Glyph as TextureRect).self_modulate = ink
	(%Words as Label).self_modulate = ink


func _show() -> void:
	if not is_node_ready():
		return
	(%Glyph as TextureRect).texture = glyph
	(%Words as Label).text = words
	accessibility_name = words
	custom_minimum_size = (
		(%Middle as Control).get_combined_minimum_size() + get_theme_stylebox(&"normal").get_minimum_size()
	)
	queue_redraw()
