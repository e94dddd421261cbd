class_name Switch
extends Button
## A switch: on or off.

const TRACK := Vector2(48, 28)
const TARGET := Vector2(52, 44)


func _init() -> void:
	theme_type_variation = &"Tap"
	toggle_mode = true
	custom_minimum_size = TARGET
	size_flags_vertical = SIZE_SHRINK_CENTER
	toggled.connect(func(_on: bool) -> void: queue_redraw())


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		queue_redraw()


func _draw() -> void:
	var half: float = TRACK.y / 2.0
	var left := Vector2(size.x / 2.0 - TRACK.x / 2.0 + half, size.y / 2.0)
	var right: Vector2 = left + Vector2(TRACK.x - TRACK.y, 0)
	var tone: StringName = &"line_strong" if disabled or not button_pressed else &"primary"
	_draw_pill(left, right, half, Look.colour(self, tone))
	if not button_pressed:
		_draw_pill(left, right, half - 1.5, Look.colour(self, &"sunken"))
	draw_circle(right if button_pressed else left, half - 4.0, _knob_colour(), true, -1.0, true)


func _draw_pill(left: Vector2, right: Vector2, radius: float, colour: Color) -> void:
	draw_circle(left, radius, colour, true, -1.0, true)
	draw_circle(right, radius, colour, true, -1.0, true)
	draw_rect(Rect2(left - Vector2(0, radius), Vector2(right.x - left.x, radius * 2.0)), colour)


func _knob_colour() -> Color:
	return Look.colour(self, &"on_primary" if button_pressed else &"line_strong")
