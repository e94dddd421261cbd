class_name TreeCanvas
extends Control
## A tree that can be panned and zoomed: branches and nodes as meshes, photographs and names where there is room.

signal selected(item: TreePlace)
## The selected item was tapped, or Enter was pressed.
signal pressed(item: TreePlace, is_key: bool)
## Two items were selected for a comparison.
signal compared(first: TreePlace, second: TreePlace)
## The view has changed.
signal looked

const NAME := "Tree of life"
const FLY := 0.45
const FOCUS := 2.0
const FOCUS_KEYS: Array[StringName] = [&"ui_focus_next", &"ui_focus_prev"]
const STEP := 64.0
const ZOOM_STEP := 1.5
const REACH := 28.0
## The smallest zoom of the ledger, which would otherwise be a line.
const LEDGER_FROM := 0.25
const DRAWN: Array[int] = [TreeLayout.ROOT, TreeLayout.CLASS, TreeLayout.ORDER, TreeLayout.ANIMAL]
const PICTURE := preload("res://components/cards/picture_view.tscn")
const DIRECTIONS: Dictionary[StringName, Vector2] = {
	&"ui_left": Vector2.LEFT, &"ui_right": Vector2.RIGHT, &"ui_up": Vector2.UP, &"ui_down": Vector2.DOWN
}

var camera := TreeCamera.new()
var layout := TreeLayout.new()
## The index of the selected item; -1 for none.
var selection: int = -1
## The item to compare with the next selection; -1 for none.
var compared_from: int = -1
## The view has been moved by hand.
var is_explored: bool = false

## The focus came by keyboard, and is drawn.
var _is_tabbed_to: bool = false
var _look: TreeLook
var _chunks := TreeChunks.new()
var _classes := PackedInt32Array()
var _gestures := TreeGestures.new(camera)
var _visible_items := PackedInt32Array()
var _pictures: Dictionary[TreeNode, PictureView] = {}
var _flight: Tween
var _lit := PackedInt32Array()

@onready var _ground := TreeGround.new()
@onready var _branches := TreeBranches.new()
@onready var _photos := Node2D.new()
@onready var _people := TreePeople.new()
@onready var _names := TreeNames.new()


func _ready() -> void:
	for layer: Node in [_ground, _branches, _photos, _people, _names]:
		add_child(layer)
	for layer: Control in [_ground, _people, _names]:
		layer.set_anchors_and_offsets_preset(PRESET_FULL_RECT)
	_gestures.moved.connect(_on_moved)
	_gestures.tapped.connect(_on_tapped)
	_gestures.held.connect(_on_held)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		_look = null
		if is_node_ready() and layout.items:
			show_tree(layout)
	elif what == NOTIFICATION_FOCUS_ENTER or what == NOTIFICATION_FOCUS_EXIT:
		_is_tabbed_to = has_focus() and FOCUS_KEYS.any(Input.is_action_pressed)
		queue_redraw()


func show_tree(of: TreeLayout) -> void:
	layout = of
	if _look == null:
		_look = TreeLook.new(self)
	_chunks = TreeChunks.of(of, of.on_levels(DRAWN), TreeBranches.CHUNK)
	_classes = of.on_levels([TreeLayout.CLASS])
	camera.bounds = of.bounds
	camera.smallest = LEDGER_FROM if of.form == TreeLayout.Style.LEDGER else 0.0
	selection = -1
	compared_from = -1
	_lit = []
	_branches.show_tree(layout, _chunks, _look)
	_people.show_tree(layout)
	_names.show_tree(layout, _look)
	refresh()


## Shows an update of the current tree: place and selection stay.
func update_tree(of: TreeLayout) -> void:
	var selected_id: String = layout.items[selection].node.id if selection >= 0 else ""
	camera.middle *= of.growth / layout.growth
	show_tree(of)
	if selected_id:
		select(layout.find(selected_id))


func _draw() -> void:
	if _is_tabbed_to:
		draw_rect(Rect2(Vector2.ZERO, size).grow(-FOCUS), Look.colour(self, &"focus"), false, FOCUS)


## Ends names at the edge of what covers the tree.
func end_names_at(right: float) -> void:
	_names.right = right


## Tells whether parts of the tree have not been drawn yet.
func is_building() -> bool:
	return _branches.is_building()


func show_all() -> void:
	is_explored = true
	camera.fit()
	refresh()


## Shows the whole of the fan, or the beginning of the ledger.
func show_whole() -> void:
	is_explored = false
	if layout.form == TreeLayout.Style.FAN:
		camera.fit()
	else:
		camera.show_top()
	refresh()


func zoom_by(steps: float) -> void:
	is_explored = true
	camera.zoom_at(camera.view.get_center(), pow(ZOOM_STEP, steps))
	refresh()


## Selects an item and highlights the path to it.
func select(index: int) -> void:
	selection = index
	light(layout.path(index) if index >= 0 else PackedInt32Array())
	accessibility_name = layout.items[index].name() if index >= 0 else NAME
	if index >= 0:
		Store.device.announce(accessibility_name)


## Highlights branches, by the items at their ends.
func light(indices: PackedInt32Array) -> void:
	_lit = indices
	refresh()


## Moves an item into the middle of the view.
func fly_to(index: int) -> void:
	is_explored = true
	var zoom: float = maxf(camera.zoom, 1.0)
	var goal: Vector2 = layout.items[index].position
	if layout.form == TreeLayout.Style.LEDGER:
		goal.x = camera.middle.x
	if _flight:
		_flight.kill()
	if Moves.is_reduced():
		_fly(1.0, goal, goal, zoom, zoom)
		Moves.enter(self, Vector2.ZERO)
		return
	_flight = create_tween().set_trans(Tween.TRANS_CUBIC).set_ease(Tween.EASE_IN_OUT)
	_flight.tween_method(_fly.bind(camera.middle, goal, camera.zoom, zoom), 0.0, 1.0, FLY)


func refresh() -> void:
	if layout.items.is_empty():
		return
	_visible_items = _classes
	if camera.zoom >= TreeDetail.FROM:
		_visible_items = TreeDetail.visible(layout, _chunks, camera.world_rect(size, 40.0))
	_ground.look_from(camera, layout, selection, _lit)
	_branches.look_from(camera, size)
	_show_pictures()
	_people.look_from(camera, _visible_items)
	_names.look_from(camera, _visible_items, selection)
	looked.emit()


## The visible nodes; closed ones only if their animals could be told apart.
func in_sight() -> PackedStringArray:
	var seen: Array[TreePlace] = []
	if layout.spacing() * camera.zoom >= TreeDetail.DOT:
		seen = layout.closed_within(camera.world_rect(size, 0.0))
	var ids: PackedStringArray = seen.map(func(item: TreePlace) -> String: return item.node.id)
	for index: int in _visible_items:
		ids.append(layout.items[index].node.id)
	if selection >= 0:
		ids.append(layout.items[selection].node.id)
	return ids


func _gui_input(event: InputEvent) -> void:
	_gestures.handle(event)
	for action: StringName in DIRECTIONS:
		if event.is_action_pressed(action, true):
			_step(DIRECTIONS[action])
			accept_event()
	if event.is_action_pressed(&"ui_accept") and layout.items:
		_accept()
		accept_event()


## Selects the next item in a direction; without a selection, moves the view.
func _step(direction: Vector2) -> void:
	if selection < 0:
		camera.pan(-direction * STEP)
		_on_moved()
		return
	var next: int = layout.neighbor(selection, direction)
	if next >= 0:
		_choose(next)
		fly_to(next)


func _accept() -> void:
	if selection < 0:
		_choose(layout.nearest(camera.middle, INF))
	elif not _compare(compared_from, selection):
		pressed.emit(layout.items[selection], true)


func _choose(index: int) -> void:
	select(index)
	selected.emit(layout.items[index] if index >= 0 else null)


## Highlights the common ancestor of two items; returns whether there are two.
func _compare(first: int, second: int) -> bool:
	if first < 0 or second < 0 or first == second:
		return false
	compared_from = -1
	light(layout.path(first) + layout.path(second))
	compared.emit(layout.items[first], layout.items[second])
	return true


func _on_tapped(point: Vector2) -> void:
	var index: int = _hit(point)
	if _compare(compared_from, index):
		return
	_choose(index)
	if index >= 0:
		pressed.emit(layout.items[index], false)


func _on_held(point: Vector2) -> void:
	var index: int = _hit(point)
	if index >= 0 and not _compare(selection, index):
		_choose(index)


## In the ledger, an animal's whole row can be tapped.
func _hit(point: Vector2) -> int:
	var world: Vector2 = camera.to_world(point)
	if layout.form == TreeLayout.Style.LEDGER:
		world.x = minf(world.x, layout.column(TreeLayout.ANIMAL))
	return layout.nearest(world, REACH / minf(camera.zoom, 1.0))


func _on_moved() -> void:
	is_explored = true
	if _flight:
		_flight.kill()
	refresh()


func _fly(part: float, from: Vector2, to: Vector2, zoom_from: float, zoom_to: float) -> void:
	camera.middle = from.lerp(to, part)
	camera.zoom = lerpf(zoom_from, zoom_to, part)
	refresh()


func _show_pictures() -> void:
	var wanted := PackedInt32Array()
	for index: int in _visible_items:
		var item: TreePlace = layout.items[index]
		var width: float = TreeLook.radius(item, layout.form) * 2.0 * camera.zoom
		if item.is_animal() and item.node.thumbnail_url and item.node.found_by_me and width >= TreeDetail.RING:
			wanted.append(index)
	var left: Dictionary[TreeNode, PictureView] = _pictures.duplicate()
	for index: int in TreeDetail.nearest(layout, wanted, camera.middle):
		left.erase(layout.items[index].node)
		_place_picture(layout.items[index])
	for node: TreeNode in left:
		_pictures[node].queue_free()
		_pictures.erase(node)


func _place_picture(item: TreePlace) -> void:
	if not _pictures.has(item.node):
		_pictures[item.node] = _new_picture(item.node.thumbnail_url)
	var inner: float = (TreeLook.radius(item, layout.form) - 2.5) * camera.zoom
	var picture: PictureView = _pictures[item.node]
	picture.size = Vector2(inner, inner) * 2.0
	picture.position = camera.to_screen(item.position) - Vector2(inner, inner)


func _new_picture(url: String) -> PictureView:
	var picture: PictureView = PICTURE.instantiate()
	picture.shape = CardShape.CIRCLE
	picture.mouse_filter = MOUSE_FILTER_IGNORE
	picture.custom_minimum_size = Vector2.ZERO
	_photos.add_child(picture)
	_load(picture, url)
	return picture


func _load(picture: PictureView, url: String) -> void:
	picture.visible = Store.images.in_memory(url) != null
	var texture: Texture2D = await Store.images.get_texture(url)
	if is_instance_valid(picture) and texture:
		picture.texture = texture
		picture.show()
