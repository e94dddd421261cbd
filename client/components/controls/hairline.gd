class_name Hairline
extends Drawing
## A line of one pixel, in a colour of the theme.

@export var tone: StringName = &"line"
@export var palette: StringName = &"Palette":
	set(value):
		palette = value
		queue_redraw()


func _init() -> void:
	super()
	custom_minimum_size.y = 1.0


func _draw() -> void:
	draw_rect(Rect2(Vector2.ZERO, Vector2(size.x, 1.0)), get_theme_color(tone, palette))
