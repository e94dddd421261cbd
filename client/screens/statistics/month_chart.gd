class_name MonthChart
extends Drawing
## A bar for each month, with its number above and the month's initial below.

const WIDEST := 40.0
const GAP := 4.0
const RADIUS := 3

@export var tone: StringName = &"primary"

var _months: PackedStringArray = []
var _counts: PackedInt32Array = []


func show_counts(heading: String, months: PackedStringArray, counts: PackedInt32Array) -> void:
	_months = months
	_counts = counts
	accessibility_name = StatisticsWords.spoken(heading, months, counts)
	queue_redraw()


func _draw() -> void:
	if _counts.is_empty():
		return
	var font: Font = get_theme_font(&"font", &"Micro")
	var font_size: int = get_theme_font_size(&"font_size", &"Micro")
	var line: float = font.get_height(font_size)
	var step: float = size.x / _counts.size()
	var room: float = size.y - line * 2.0 - GAP * 2.0
	var most: int = maxi(Array(_counts).max(), 1)
	draw_rect(Rect2(0, line + GAP + room, size.x, 1.0), Look.colour(self, &"line_strong"))
	for index: int in _counts.size():
		var height: float = room * _counts[index] / most
		var left: float = step * index
		if _counts[index] > 0:
			_draw_bar(Rect2(left + (step - _width(step)) / 2.0, line + GAP + room - height, _width(step), height))
			_write(str(_counts[index]), Vector2(left, room - height + font.get_ascent(font_size)), step, &"ink")
		var foot := Vector2(left, size.y - line + font.get_ascent(font_size))
		_write(StatisticsWords.initial(_months[index]), foot, step, &"ink2")


func _width(step: float) -> float:
	return minf(step - GAP * 2.0, WIDEST)


func _draw_bar(bar: Rect2) -> void:
	var box := StyleBoxFlat.new()
	box.bg_color = Look.colour(self, tone)
	box.corner_radius_top_left = RADIUS
	box.corner_radius_top_right = RADIUS
	draw_style_box(box, bar)


func _write(text: String, at: Vector2, width: float, ink: StringName) -> void:
	var font: Font = get_theme_font(&"font", &"Micro")
	var font_size: int = get_theme_font_size(&"font_size", &"Micro")
	draw_string(font, at, text, HORIZONTAL_ALIGNMENT_CENTER, width, font_size, Look.colour(self, ink))
