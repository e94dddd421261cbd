class_name SealView
extends Drawing
## A badge's seal: guilloche rings around a disc. Until it is earned it is pale, and a ring shows the progress.

const MIDDLE := 0.34
const PALE := 0.55

var look: BadgeLook:
	set(value):
		look = value
		_art = null
		queue_redraw()
## The progress, from 0 to 1.
var progress: float = 1.0:
	set(value):
		progress = value
		_art = null
		queue_redraw()

var _art: Texture2D


func is_earned() -> bool:
	return progress >= 1.0


func _draw() -> void:
	if look == null:
		return
	var side: float = minf(size.x, size.y)
	var frame := Rect2((size - Vector2.ONE * side) / 2.0, Vector2.ONE * side)
	if _art == null:
		_art = load("res://art/seals/%s.svg" % (look.metal if is_earned() else &"locked"))
	if not is_earned():
		draw_circle(frame.get_center(), side * 0.28, Look.colour(self, &"surface"), true, -1.0, true)
	draw_texture_rect(_art, frame, false, Color(1, 1, 1, 1.0 if is_earned() else PALE))
	_draw_middle(frame)
	if not is_earned():
		_draw_progress(frame)


func _draw_middle(frame: Rect2) -> void:
	var ink: Color = Look.colour(self, StringName("seal_" + look.metal) if is_earned() else &"ink3")
	if look.drawing:
		draw_texture_rect(look.drawing, frame.grow(-frame.size.x * (0.5 - MIDDLE / 2.0)), false, ink)
		return
	var font_size: int = roundi(frame.size.x * (0.24 if look.numeral.length() < 3 else 0.19))
	var font: Font = get_theme_font(&"font", &"Statistic")
	var width: float = font.get_string_size(look.numeral, HORIZONTAL_ALIGNMENT_LEFT, -1, font_size).x
	var foot: Vector2 = frame.get_center() + Vector2(-width / 2.0, frame.size.x * 0.085)
	draw_string(font, foot, look.numeral, HORIZONTAL_ALIGNMENT_LEFT, -1, font_size, ink)


func _draw_progress(frame: Rect2) -> void:
	var radius: float = frame.size.x * 0.475
	draw_arc(frame.get_center(), radius, 0.0, TAU, 96, Look.colour(self, &"line"), 3.0, true)
	if progress > 0.0:
		var end: float = -PI / 2.0 + TAU * progress
		draw_arc(frame.get_center(), radius, -PI / 2.0, end, 96, Look.colour(self, &"primary"), 3.0, true)
