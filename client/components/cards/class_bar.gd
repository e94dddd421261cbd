class_name ClassBar
extends Control
## The animals by class, as one bar.

const GAP := 2.0

var _counts: Dictionary[StringName, int] = {}


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED or what == NOTIFICATION_RESIZED:
		queue_redraw()


func show_counts(counts: Dictionary[StringName, int]) -> void:
	_counts = counts
	queue_redraw()


func _draw() -> void:
	var total: int = _counts.values().reduce(func(sum: int, count: int) -> int: return sum + count, 0)
	if total == 0:
		_draw_part(0.0, size.x, Look.colour(self, &"sunken"), true, true)
		return
	var room: float = size.x - GAP * (_counts.size() - 1)
	var left: float = 0.0
	var index: int = 0
	for animal_class: StringName in _counts:
		var width: float = room * _counts[animal_class] / total
		var colour: Color = get_theme_color(&"accent", animal_class)
		_draw_part(left, width, colour, index == 0, index == _counts.size() - 1)
		left += width + GAP
		index += 1


func _draw_part(left: float, width: float, colour: Color, is_first: bool, is_last: bool) -> void:
	var box := StyleBoxFlat.new()
	box.bg_color = colour
	var radius: int = roundi(size.y / 2.0)
	box.corner_radius_top_left = radius if is_first else 0
	box.corner_radius_bottom_left = radius if is_first else 0
	box.corner_radius_top_right = radius if is_last else 0
	box.corner_radius_bottom_right = radius if is_last else 0
	draw_style_box(box, Rect2(left, 0.0, width, size.y))
