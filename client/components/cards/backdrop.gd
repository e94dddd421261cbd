class_name Backdrop
extends Control
## The background of a card's picture: a flat drawing in two tones, visible around a circle or a hexagon.

const GROUND: Dictionary[String, Color] = {
	CardBackground.FOREST: Color("#2f5d45"),
	CardBackground.MEADOW: Color("#8fb56a"),
	CardBackground.MOUNTAIN: Color("#8a97a5"),
	CardBackground.DESERT: Color("#d9b778"),
	CardBackground.OCEAN: Color("#2b6f9e"),
	CardBackground.RIVER: Color("#7fb3b0"),
	CardBackground.NIGHT: Color("#16294a"),
}
const FIGURE: Dictionary[String, Color] = {
	CardBackground.FOREST: Color("#21432f"),
	CardBackground.MEADOW: Color("#6f9650"),
	CardBackground.MOUNTAIN: Color("#647180"),
	CardBackground.DESERT: Color("#bd935a"),
	CardBackground.OCEAN: Color("#1d547c"),
	CardBackground.RIVER: Color("#4f8b92"),
	CardBackground.NIGHT: Color("#e9dfae"),
}

var background: String = CardBackground.PLAIN:
	set(value):
		background = value
		queue_redraw()


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE
	resized.connect(queue_redraw)


func _draw() -> void:
	if not GROUND.has(background):
		return
	var box := StyleBoxFlat.new()
	box.bg_color = GROUND[background]
	box.set_corner_radius_all(10)
	draw_style_box(box, Rect2(Vector2.ZERO, size))
	match background:
		CardBackground.FOREST:
			_draw_peaks(9, 0.34, 0.62)
		CardBackground.MOUNTAIN:
			_draw_peaks(3, 0.7, 0.5)
		CardBackground.NIGHT:
			_draw_stars()
		CardBackground.DESERT, CardBackground.MEADOW:
			_draw_waves(1, 0.72, 0.06)
		_:
			_draw_waves(4, 0.24, 0.03)


func _draw_peaks(count: int, height: float, foot: float) -> void:
	var width: float = size.x / count
	for index: int in count:
		var left: float = index * width
		var top: float = (foot - height * (0.6 + 0.4 * (index % 2))) * size.y + size.y * 0.2
		_draw_shape([Vector2(left, size.y - 10), Vector2(left + width / 2.0, top), Vector2(left + width, size.y - 10)])


func _draw_waves(count: int, first: float, depth: float) -> void:
	for wave: int in count:
		var points := PackedVector2Array()
		for step: int in 33:
			var x: float = size.x * step / 32.0
			var y: float = (first + wave * 0.2 + depth * sin(step * 0.55 + wave)) * size.y
			points.append(Vector2(x, y))
		if count == 1:
			points.append(Vector2(size.x, size.y - 10))
			points.append(Vector2(0, size.y - 10))
			_draw_shape(points)
		else:
			draw_polyline(points, FIGURE[background], 5.0, true)


func _draw_stars() -> void:
	for index: int in 26:
		var at := Vector2(fmod(index * 0.382, 1.0), fmod(index * 0.617 + 0.1, 1.0)) * (size - Vector2(20, 20))
		draw_circle(at + Vector2(10, 10), 1.2 + index % 3 * 0.6, FIGURE[background], true, -1.0, true)


func _draw_shape(points: PackedVector2Array) -> void:
	draw_colored_polygon(points, FIGURE[background])
