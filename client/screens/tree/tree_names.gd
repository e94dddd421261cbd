class_name TreeNames
extends Control
## What is drawn over a tree's branches: names, and the marks of classes and of animals that only friends have met.

const GAP := 8.0
## Animals are named above this zoom, classes below the other one.
const ANIMALS_FROM: Dictionary[TreeLayout.Style, float] = {TreeLayout.Style.FAN: 0.28, TreeLayout.Style.LEDGER: 0.45}
const CLASSES_UNTIL := 0.5
const MARK := 0.62
const SMALLEST_CLASS := 12.0
const WIDEST := 190.0
const NARROWEST := 80.0
const MARGIN := 16.0
## On the fan, the names of nodes nearly above or below the middle are placed over or under them, other names beside
## them, shifted slightly in their direction.
const UPRIGHT := 0.2
const SLANT := 0.6
## The width of the halo that separates names from branches.
const HALO := 6

## Where names end on the right.
var right: float = 0.0

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


func _draw_item(item: TreePlace) -> void:
	var at: Vector2 = _camera.to_screen(item.position)
	var radius: float = _radius(item)
	if item.level == TreeLayout.CLASS:
		if is_equal_approx(radius, SMALLEST_CLASS):
			draw_circle(at, radius, _look.accent(item), true, -1.0, true)
		_draw_mark(item, at, radius, Look.colour(self, &"surface"))
	elif item.is_animal() and not item.node.found_by_me:
		_draw_mark(item, at, radius, Color(_look.accent(item), 0.6))


func _draw_mark(item: TreePlace, at: Vector2, radius: float, colour: Color) -> void:
	if radius < TreeDetail.DOT:
		return
	var half := Vector2(radius, radius) * MARK
	draw_texture_rect(AnimalClass.mark(item.animal_class()), Rect2(at - half, half * 2.0), false, colour)


## Draws the names that overlap no other: first of the selection, then of animals, then of classes.
func _draw_names() -> void:
	var shown: Array[TreePlace] = []
	if _selection >= 0:
		shown.append(_layout.items[_selection])
	for level: int in _named_levels():
		for index: int in _visible:
			if _layout.items[index].level == level and index != _selection:
				shown.append(_layout.items[index])
	var places: Array[Rect2] = []
	shown = shown.filter(_has_room)
	places.assign(shown.map(_place_of_name))
	for kept: int in TreeDetail.uncovered(places):
		_draw_name(shown[kept], places[kept])


## The levels that are named at this zoom, by priority.
func _named_levels() -> Array[int]:
	var levels: Array[int] = []
	if _camera.zoom >= ANIMALS_FROM[_layout.form]:
		levels.append(TreeLayout.ANIMAL)
	elif _layout.form == TreeLayout.Style.LEDGER:
		levels.append(TreeLayout.ORDER)
	if _camera.zoom < CLASSES_UNTIL:
		levels.append(TreeLayout.CLASS)
	return levels


func _draw_name(item: TreePlace, place: Rect2) -> void:
	var is_met: bool = item.node.found_by_me or not item.is_animal()
	var colour: Color = Look.colour(self, &"ink" if is_met else &"ink2")
	var name: TextLine = _line(item.name(), &"CardName", _room(item))
	name.draw_outline(get_canvas_item(), place.position, HALO, Look.colour(self, &"paper"))
	name.draw(get_canvas_item(), place.position, colour)
	if _has_second(item):
		var second: TextLine = _line(item.second_name(), item.second_style(), _room(item))
		second.draw(get_canvas_item(), place.position + Vector2(0, name.get_size().y - 3.0), Look.colour(self, &"ink2"))


func _place_of_name(item: TreePlace) -> Rect2:
	var text: Vector2 = _line(item.name(), &"CardName", _room(item)).get_size()
	if _has_second(item):
		var second: Vector2 = _line(item.second_name(), item.second_style(), _room(item)).get_size()
		text = Vector2(maxf(text.x, second.x), text.y + second.y - 3.0)
	var at: Vector2 = _camera.to_screen(item.position)
	var away: float = _radius(item) + GAP
	if _layout.form == TreeLayout.Style.LEDGER:
		if item.level == TreeLayout.ORDER:
			at.x = _camera.to_screen(Vector2(_layout.column(TreeLayout.ANIMAL), 0.0)).x + GAP
		return Rect2(at + Vector2(away, -text.y / 2.0), text)
	var way: Vector2 = item.position.normalized()
	if absf(way.x) < UPRIGHT:
		return Rect2(at + Vector2(-text.x / 2.0, away if way.y > 0.0 else -away - text.y), text)
	var beside := Vector2(away if way.x > 0.0 else -away - text.x, way.y * away * SLANT - text.y / 2.0)
	return Rect2(at + beside, text)


## On the fan, a name that the edge would leave too short is omitted.
func _has_room(item: TreePlace) -> bool:
	if _layout.form == TreeLayout.Style.LEDGER:
		return true
	var place: Rect2 = _place_of_name(item)
	return _room(item) >= NARROWEST and place.position.x >= 0.0 and place.end.x <= right


func _has_second(item: TreePlace) -> bool:
	return _layout.form == TreeLayout.Style.LEDGER and item.is_animal() and item.second_name() != ""


func _line(text: String, style: StringName, width: float) -> TextLine:
	if not _lines.has(text):
		var line := TextLine.new()
		line.add_string(text, get_theme_font(&"font", style), get_theme_font_size(&"font_size", style))
		line.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
		_lines[text] = line
	_lines[text].width = width
	return _lines[text]


## The room for a name, up to the edge of the screen or of what covers the tree.
func _room(item: TreePlace) -> float:
	var widest: float = WIDEST * Look.text_scale(self)
	var away: float = _radius(item) + GAP
	if _layout.form == TreeLayout.Style.LEDGER:
		var column: float = _camera.to_screen(Vector2(_layout.column(TreeLayout.ANIMAL), 0)).x
		return clampf(size.x - column - away - MARGIN, NARROWEST, widest)
	var at: Vector2 = _camera.to_screen(item.position)
	var way: float = item.position.normalized().x
	if absf(way) < UPRIGHT:
		return widest
	return minf(widest, right - GAP - at.x - away if way > 0.0 else at.x - away)


## The mark of a class stays legible at every zoom.
func _radius(item: TreePlace) -> float:
	var radius: float = TreeLook.radius(item, _layout.form) * _camera.zoom
	return maxf(radius, SMALLEST_CLASS) if item.level == TreeLayout.CLASS else radius
