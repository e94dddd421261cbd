class_name CardGrid
extends Control
## Cards of any number of animals in a grid, or rows in a list: only those in sight are there, and are used again.

signal opened(face: CardFace)
signal menu_requested(face: CardFace)
signal favorite_toggled(face: CardFace)

const CARD := preload("res://components/cards/card_view.tscn")
const GHOST := preload("res://components/cards/ghost_card.tscn")
const ROW := preload("res://components/cards/dex_row.tscn")
const SKELETON := preload("res://components/cards/skeleton_card.tscn")
const ROW_HEIGHT := 72.0
const BUILT_A_FRAME := 4
const AHEAD := 1
const APPEARING := 8
const APPEAR := 0.16
const APPEAR_APART := 0.025

var is_list: bool = false:
	set(value):
		is_list = value
		_clear()

## The ids of the cards that are selected.
var selected: Dictionary[String, bool] = {}:
	set(value):
		selected = value
		_show_selected()

var _faces: Array[CardFace] = []
var _skeletons: int = 0
var _has_appeared: bool = false
var _shown: Dictionary[int, Control] = {}
var _pools: Dictionary[PackedScene, Array] = {}
var _scroll: ScrollContainer


func _ready() -> void:
	_scroll = _find_scroll(get_parent())
	_scroll.get_v_scroll_bar().value_changed.connect(func(_value: float) -> void: _fill())
	_scroll.resized.connect(_layout)
	resized.connect(_layout)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_layout()


func _process(_delta: float) -> void:
	_fill()


func show_faces(faces: Array[CardFace]) -> void:
	_skeletons = 0
	_faces = faces
	_clear()


## Shows the shapes of what comes.
func show_skeletons(count: int) -> void:
	_skeletons = count
	_faces = []
	_clear()


func columns() -> int:
	if is_list:
		return 1
	var screen: float = get_viewport_rect().size.x
	if screen < Look.WIDE:
		return 1 if screen < 320.0 else (3 if screen >= 560.0 else 2)
	if screen >= 1440.0:
		return 6
	return clampi(floori((size.x + 20.0) / 204.0), 3, 5)


func _clear() -> void:
	for index: int in _shown.keys():
		_put_away(index)
	_layout()


func _count() -> int:
	return _skeletons if _skeletons else _faces.size()


func _gap() -> float:
	if is_list:
		return 0.0
	var screen: float = get_viewport_rect().size.x
	return 12.0 if screen < Look.WIDE else (20.0 if screen >= 1200.0 else 16.0)


func _cell() -> Vector2:
	var scale_of_text: float = Look.text_scale(self)
	if is_list:
		return Vector2(size.x, ROW_HEIGHT * maxf(scale_of_text, 1.0))
	var width: float = floorf((size.x - _gap() * (columns() - 1)) / columns())
	return Vector2(width, CardView.height_for(width, scale_of_text))


func _layout() -> void:
	if not is_inside_tree():
		return
	var rows: int = ceili(_count() / float(columns()))
	custom_minimum_size.y = maxf(rows * (_cell().y + _gap()) - _gap(), 0.0)
	for index: int in _shown:
		_place(index)
	set_process(true)
	_fill()


## Builds what is in sight, a few a frame, and puts away what is not.
func _fill() -> void:
	var wanted: Vector2i = _in_sight()
	for index: int in _shown.keys():
		if index < wanted.x or index >= wanted.y:
			_put_away(index)
	var built: int = 0
	for index: int in range(wanted.x, wanted.y):
		if _shown.has(index):
			continue
		if built == BUILT_A_FRAME:
			set_process(true)
			return
		built += int(_build(index))
	set_process(false)


## From, and until before, which index cards are in sight.
func _in_sight() -> Vector2i:
	if _count() == 0 or size.x <= 0.0:
		return Vector2i.ZERO
	var pitch: float = _cell().y + _gap()
	var above: float = _scroll.global_position.y - global_position.y
	var first: int = floori(above / pitch) - AHEAD
	var last: int = ceili((above + _scroll.size.y) / pitch) + AHEAD
	return Vector2i(clampi(first * columns(), 0, _count()), clampi(last * columns(), 0, _count()))


## Tells whether a new card had to be made.
func _build(index: int) -> bool:
	var scene: PackedScene = _scene_of(index)
	var pool: Array = _pools.get_or_add(scene, [])
	var is_new: bool = pool.is_empty()
	var item: Control = _make(scene) if is_new else pool.pop_back()
	item.show()
	_shown[index] = item
	_place(index)
	_appear(item, index)
	if not _skeletons:
		item.call(&"show_face", _faces[index])
		_mark(index)
		_show_texture(item, _faces[index])
	return is_new


func _show_selected() -> void:
	for index: int in _shown:
		if not _skeletons:
			_mark(index)


func _mark(index: int) -> void:
	if _shown[index].has_method(&"show_selected"):
		_shown[index].call(&"show_selected", selected.has(_faces[index].id))


## The first cards come in one after the other, once.
func _appear(item: Control, index: int) -> void:
	if _has_appeared or _skeletons or Moves.is_reduced():
		return
	_has_appeared = index >= APPEARING - 1
	item.modulate.a = 0.0
	var tween: Tween = item.create_tween().set_trans(Tween.TRANS_CUBIC).set_ease(Tween.EASE_OUT)
	tween.tween_property(item, ^"modulate:a", 1.0, APPEAR).set_delay(index * APPEAR_APART)


func _scene_of(index: int) -> PackedScene:
	if _skeletons:
		return SKELETON
	if is_list:
		return ROW
	return GHOST if _faces[index].is_ghost() else CARD


func _make(scene: PackedScene) -> Control:
	var item: Control = scene.instantiate()
	item.set_meta(&"scene", scene)
	add_child(item)
	for name: StringName in [&"opened", &"menu_requested", &"favorite_toggled"]:
		if item.has_signal(name):
			item.connect(name, func(face: CardFace) -> void: emit_signal(name, face))
	return item


func _place(index: int) -> void:
	var cell: Vector2 = _cell()
	var at := Vector2i(index % columns(), index / columns())
	_shown[index].position = Vector2(at) * (cell + Vector2.ONE * _gap())
	_shown[index].size = cell


func _put_away(index: int) -> void:
	var item: Control = _shown[index]
	_shown.erase(index)
	item.hide()
	(_pools[item.get_meta(&"scene")] as Array).append(item)


## The face does not keep its picture: what was scrolled past would stay in memory with it.
func _show_texture(item: Control, face: CardFace) -> void:
	if face.texture or face.thumbnail_url.is_empty() or not item.has_method(&"show_texture"):
		return
	var texture: Texture2D = Store.images.in_memory(face.thumbnail_url)
	if texture == null:
		texture = await Store.images.get_texture(face.thumbnail_url)
	if is_instance_valid(item) and item.get(&"face") == face:
		item.call(&"show_texture", texture)


func _find_scroll(node: Node) -> ScrollContainer:
	return node if node is ScrollContainer else _find_scroll(node.get_parent())
