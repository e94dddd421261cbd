class_name TreeNames
extends Control
## What lies over a tree's branches: names, the marks of classes, what only friends have met, and the lit way.

const GAP := 8.0
const LIT := 4.0
const NAME_FROM := 16.0
const MARK := 0.62
const WIDEST := 190.0

var _layout: TreeLayout
var _look: TreeLook
var _camera: TreeCamera
var _visible := PackedInt32Array()
var _lit := PackedInt32Array()
var _selection: int = -1
var _lines: Dictionary[String, TextLine] = {}


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


func show_tree(layout: TreeLayout, look: TreeLook) -> void:
	_layout = layout
	_look = look
	_lines.clear()


func look_from(camera: TreeCamera, visible_items: PackedInt32Array, selection: int, lit: PackedInt32Array) -> void:
	_camera = camera
	_visible = visible_items
	_selection = selection
	_lit = lit
	queue_redraw()


func _draw() -> void:
	if _camera == null:
		return
	_draw_rings()
	_draw_lit()
	for index: int in _visible:
		_draw_item(_layout.items[index])
	_draw_names()


## The rings of classes and orders.
func _draw_rings() -> void:
	if _layout.form != TreeLayout.Style.FAN:
		return
	for level: int in [TreeLayout.CLASS, TreeLayout.ORDER]:
		var radius: float = TreeLayout.RINGS[level] * _layout.growth * _camera.zoom
		if radius < size.x * 4.0:
			draw_arc(_camera.to_screen(Vector2.ZERO), radius, 0, TAU, 128, Look.colour(self, &"line"), 1.0, true)


## The lit way, in gold over the branches, its ends hidden below what stands there.
func _draw_lit() -> void:
	var gold: Color = Look.colour(self, &"gold")
	for index: int in _lit:
		if _layout.items[index].above < 0:
			continue
		var points: PackedVector2Array = _layout.branch(index, 24)
		for place: int in points.size():
			points[place] = _camera.to_screen(points[place])
		draw_polyline(points, gold, LIT, true)
	if _selection >= 0:
		var item: TreePlace = _layout.items[_selection]
		var at: Vector2 = _camera.to_screen(item.position)
		draw_arc(at, _radius(item) + 3.5, 0, TAU, 64, gold, LIT, true)


func _draw_item(item: TreePlace) -> void:
	var at: Vector2 = _camera.to_screen(item.position)
	var radius: float = _radius(item)
	if item.level == TreeLayout.CLASS:
		draw_circle(at, radius, _look.accent(item), true, -1.0, true)
		_draw_mark(item, at, radius, Look.colour(self, &"surface"))
	elif item.is_animal() and not item.node.found_by_me:
		_draw_dashes(at, radius, _look.accent(item))
		_draw_mark(item, at, radius, Color(_look.accent(item), 0.6))


func _draw_mark(item: TreePlace, at: Vector2, radius: float, colour: Color) -> void:
	if radius < TreeDetail.DOT:
		return
	var half := Vector2(radius, radius) * MARK
	draw_texture_rect(AnimalClass.mark(item.animal_class()), Rect2(at - half, half * 2.0), false, colour)


func _draw_dashes(at: Vector2, radius: float, colour: Color) -> void:
	var count: int = maxi(roundi(TAU * radius / 6.0), 8)
	for dash: int in count:
		var from: float = TAU * dash / count
		draw_arc(at, radius - 1.0, from, from + TAU / count * 0.5, 4, colour, 1.6, true)


## Names where they lie over no other: what is selected first, then animals, then classes.
func _draw_names() -> void:
	var shown: Array[TreePlace] = []
	if _selection >= 0:
		shown.append(_layout.items[_selection])
	for wanted: int in [TreeLayout.ANIMAL, TreeLayout.CLASS]:
		for index: int in _visible:
			var item: TreePlace = _layout.items[index]
			var is_wanted: bool = item.level == wanted and index != _selection
			if is_wanted and (_radius(item) * 2.0 >= NAME_FROM or wanted == TreeLayout.CLASS):
				if wanted == TreeLayout.ANIMAL or _camera.zoom < 0.5:
					shown.append(item)
	var places: Array[Rect2] = []
	places.assign(shown.map(_place_of_name))
	for kept: int in TreeDetail.uncovered(places):
		_draw_name(shown[kept], places[kept])


func _draw_name(item: TreePlace, place: Rect2) -> void:
	var is_met: bool = item.node.found_by_me or not item.is_animal()
	var colour: Color = Look.colour(self, &"ink" if is_met else &"ink2")
	var name: TextLine = _line(item.name(), &"CardName")
	name.draw(get_canvas_item(), place.position, colour)
	if _has_second(item):
		var second: TextLine = _line(item.second_name(), item.second_style())
		second.draw(get_canvas_item(), place.position + Vector2(0, name.get_size().y - 3.0), Look.colour(self, &"ink2"))


func _place_of_name(item: TreePlace) -> Rect2:
	var text: Vector2 = _line(item.name(), &"CardName").get_size()
	if _has_second(item):
		var second: Vector2 = _line(item.second_name(), item.second_style()).get_size()
		text = Vector2(maxf(text.x, second.x), text.y + second.y - 3.0)
	var at: Vector2 = _camera.to_screen(item.position)
	var away: float = _radius(item) + GAP
	if _layout.form == TreeLayout.Style.LEDGER:
		return Rect2(at + Vector2(away, -text.y / 2.0), text)
	var way: Vector2 = item.position.normalized()
	if absf(way.x) < 0.25:
		return Rect2(at + Vector2(-text.x / 2.0, away if way.y > 0.0 else -away - text.y), text)
	return Rect2(at + Vector2(away if way.x > 0.0 else -away - text.x, -text.y / 2.0), text)


func _has_second(item: TreePlace) -> bool:
	return _layout.form == TreeLayout.Style.LEDGER and item.is_animal() and item.second_name() != ""


func _line(text: String, style: StringName) -> TextLine:
	if not _lines.has(text):
		var line := TextLine.new()
		line.add_string(text, get_theme_font(&"font", style), get_theme_font_size(&"font_size", style))
		line.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
		line.width = _widest()
		_lines[text] = line
	return _lines[text]


## Beside the ledger's photographs names end where the screen does.
func _widest() -> float:
	if _layout.form == TreeLayout.Style.FAN:
		return WIDEST * Look.text_scale(self)
	return maxf(
		_camera.view.end.x - _camera.to_screen(Vector2(TreeLayout.COLUMNS[TreeLayout.ANIMAL], 0)).x - 40.0, 120.0
	)


func _radius(item: TreePlace) -> float:
	return TreeLook.radius(item, _layout.form) * _camera.zoom
