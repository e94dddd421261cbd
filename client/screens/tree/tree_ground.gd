class_name TreeGround
extends Control
## What is drawn below a tree's branches: the rings of the fan, and in gold the highlighted path and the selection ring.

const LIT := 8.0
const HALO := 6.0
const SEGMENTS := 24
const RING_CORNERS := 128
## Rings larger than this many screens look like lines, none of which crosses the middle.
const MOST_SCREENS := 4.0

var _layout := TreeLayout.new()
var _camera: TreeCamera
var _selection: int = -1
var _lit := PackedInt32Array()


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


func look_from(camera: TreeCamera, layout: TreeLayout, selection: int, lit: PackedInt32Array) -> void:
	_camera = camera
	_layout = layout
	_selection = selection
	_lit = lit
	queue_redraw()


func _draw() -> void:
	if _layout.items.is_empty():
		return
	if _layout.form == TreeLayout.Style.FAN:
		_draw_rings()
	for index: int in _lit:
		if _layout.items[index].above >= 0:
			_draw_lit(index)
	if _selection >= 0:
		_draw_selection(_layout.items[_selection])


## The rings of classes and orders.
func _draw_rings() -> void:
	for level: int in [TreeLayout.CLASS, TreeLayout.ORDER]:
		var radius: float = TreeLayout.RINGS[level] * _layout.growth * _camera.zoom
		if radius < size.x * MOST_SCREENS:
			var colour: Color = Look.colour(self, &"line")
			draw_arc(_camera.to_screen(Vector2.ZERO), radius, 0, TAU, RING_CORNERS, colour, 0.6, true)


func _draw_lit(index: int) -> void:
	var points: PackedVector2Array = _layout.branch(index, SEGMENTS)
	for place: int in points.size():
		points[place] = _camera.to_screen(points[place])
	draw_polyline(points, Look.colour(self, &"gold"), LIT * clampf(_camera.zoom, 0.6, 1.4), true)


func _draw_selection(item: TreePlace) -> void:
	var radius: float = TreeLook.radius(item, _layout.form) * _camera.zoom
	var at: Vector2 = _camera.to_screen(item.position)
	draw_circle(at, radius + HALO, Look.colour(self, &"gold"), true, -1.0, true)
	draw_circle(at, radius + HALO / 3.0, Look.colour(self, &"paper"), true, -1.0, true)
