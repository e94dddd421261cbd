class_name TreeNames
extends Control
## What lies over a tree's branches: names, the marks of classes and of what only friends have met.

const GAP := 8.0
const NAME_FROM := 16.0
const MARK := 0.62
const SMALLEST_CLASS := 12.0
const WIDEST := 190.0
const NARROWEST := 80.0
const MARGIN := 16.0

var _layout: TreeLayout
var _look: TreeLook
var _camera: TreeCamera
var _visible := PackedInt32Array()
var _selection: int = -1
var _lines: Dictionary[String, TextLine] = {}


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


func show_tree(layout: TreeLayout, look: TreeLook) -> void:
	_layout = layout
	_look = look
	_lines.clear()


func look_from(camera: TreeCamera, visible_items: PackedInt32Array, selection: int) -> void:
	_camera = camera
	_visible = visible_items
	_selection = selection
	queue_redraw()


func _draw() -> void:
	if _camera == null:
		return
	for index: int in _visible:
		_draw_item(_layout.items[index])
	_draw_names()


## The mark of a class is large enough to be read however small the tree is drawn.
func _draw_item(item: TreePlace) -> void:
	var at: Vector2 = _camera.to_screen(item.position)
	var radius: float = _radius(item)
	if item.level == TreeLayout.CLASS:
		if radius < SMALLEST_CLASS:
			radius = SMALLEST_CLASS
			draw_circle(at, radius, _look.accent(item), true, -1.0, true)
		_draw_mark(item, at, radius, Look.colour(self, &"surface"))
	elif item.is_animal() and not item.node.found_by_me:
		_draw_mark(item, at, radius, Color(_look.accent(item), 0.6))


func _draw_mark(item: TreePlace, at: Vector2, radius: float, colour: Color) -> void:
	if radius < TreeDetail.DOT:
		return
	var half := Vector2(radius, radius) * MARK
	draw_texture_rect(AnimalClass.mark(item.animal_class()), Rect2(at - half, half * 2.0), false, colour)


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
	shown = shown.filter(_has_room)
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
	return Rect2(at + way * away - Vector2(0.0 if way.x > 0.0 else text.x, text.y / 2.0), text)


## A name of the fan that the screen's edge would cut is left out.
func _has_room(item: TreePlace) -> bool:
	var place: Rect2 = _place_of_name(item)
	return _layout.form == TreeLayout.Style.LEDGER or (place.position.x >= 0.0 and place.end.x <= size.x)


func _has_second(item: TreePlace) -> bool:
	return _layout.form == TreeLayout.Style.LEDGER and item.is_animal() and item.second_name() != ""


func _line(text: String, style: StringName) -> TextLine:
	if not _lines.has(text):
		var line := TextLine.new()
		line.add_string(text, get_theme_font(&"font", style), get_theme_font_size(&"font_size", style))
		line.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
		_lines[text] = line
	_lines[text].width = _widest()
	return _lines[text]


## Beside the ledger's photographs names end where the screen does.
func _widest() -> float:
	var widest: float = WIDEST * Look.text_scale(self)
	if _layout.form == TreeLayout.Style.FAN:
		return widest
	var column: float = _camera.to_screen(Vector2(TreeLayout.COLUMNS[TreeLayout.ANIMAL], 0)).x
	var away: float = TreeLook.RADII_LEDGER[TreeLayout.ANIMAL] * _camera.zoom + GAP
	return clampf(size.x - column - away - MARGIN, NARROWEST, widest)


func _radius(item: TreePlace) -> float:
	return TreeLook.radius(item, _layout.form) * _camera.zoom
