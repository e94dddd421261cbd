class_name Hairline
extends Control
## A line of one pixel, in a colour of the theme.

@export var tone: StringName = &"line"
@export var palette: StringName = &"Palette":
	set(value):
		palette = value
		queue_redraw()


func _init() -> void:
	custom_minimum_size.y = 1.0
	mouse_filter = MOUSE_FILTER_IGNORE


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		queue_redraw()


func _draw() -> void:
	draw_rect(Rect2(Vector2.ZERO, Vector2(size.x, 1.0)), get_theme_color(tone, palette))
