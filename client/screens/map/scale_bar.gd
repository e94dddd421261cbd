class_name ScaleBar
extends Drawing
## The scale bar of the map.

const THICK := 2.0
const FOOT := 5.0

var _scale: MapScale


func show_scale(shown: MapScale) -> void:
	_scale = shown
	accessibility_name = shown.text()
	queue_redraw()


func _draw() -> void:
	if _scale == null:
		return
	var ink: Color = Look.colour(self, &"ink2")
	var bottom: float = size.y - THICK
	var points: PackedVector2Array = [
		Vector2(1.0, bottom - FOOT),
		Vector2(1.0, bottom),
		Vector2(_scale.pixels, bottom),
		Vector2(_scale.pixels, bottom - FOOT)
	]
	draw_polyline(points, ink, THICK)
	var font: Font = get_theme_font(&"font", &"Micro")
	var font_size: int = get_theme_font_size(&"font_size", &"Micro")
	var line := Vector2(FOOT, bottom - FOOT - font.get_descent(font_size))
	draw_string(font, line, _scale.text(), HORIZONTAL_ALIGNMENT_LEFT, -1.0, font_size, ink)
