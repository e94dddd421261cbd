class_name TreeBranches
extends Node2D
## The branches and nodes of a tree: a mesh and a set of discs for each chunk, and bands for what is not held.

const BRANCH := preload("res://screens/tree/branch.gdshader")
const DISC := preload("res://screens/tree/disc.gdshader")
const SEGMENTS := 24
const SEGMENTS_OF_OVERVIEW := 6
const DASHES := 14
const WIDTHS: Array[float] = [0.0, 2.4, 3.6, 2.4, 2.4]
const BAND := 9.0
const BAND_STRENGTH := 0.45
## Below this zoom of a large tree only its groups are drawn.
const OVERVIEW_BELOW := 0.05
const LARGE := 1000
const CHUNKS_A_FRAME := 4
## How many pixels beyond the screen chunks are built.
const AHEAD := 256.0

var _layout: TreeLayout
var _chunks: TreeChunks
var _look: TreeLook
var _waiting: Dictionary[Vector2i, bool] = {}
## The chunks that the camera sees: the others wait until it does.
var _sight: Array[Vector2i] = []
var _fine := Node2D.new()
var _coarse := Node2D.new()
var _bands := MeshInstance2D.new()
var _branch := ShaderMaterial.new()
var _disc := ShaderMaterial.new()


func _init() -> void:
	_branch.shader = BRANCH
	_disc.shader = DISC
	add_child(_fine)
	add_child(_coarse)
	add_child(_bands)
	_bands.material = _branch
	set_process(false)


func show_tree(layout: TreeLayout, chunks: TreeChunks, look: TreeLook) -> void:
	_layout = layout
	_chunks = chunks
	_look = look
	for old: Node in _fine.get_children() + _coarse.get_children():
		old.queue_free()
	_waiting.clear()
	_sight.clear()
	for cell: Vector2i in chunks.cells:
		_waiting[cell] = true
	if layout.animal_count() > LARGE:
		_build(chunks.overview, _coarse, SEGMENTS_OF_OVERVIEW)
	_show_bands()


func is_building() -> bool:
	return _sight.any(_is_waiting)


## Follows the camera.
func look_from(camera: TreeCamera, canvas: Vector2) -> void:
	transform = camera.transform()
	_branch.set_shader_parameter(&"zoom", camera.zoom)
	_coarse.visible = _coarse.get_child_count() > 0 and camera.zoom < OVERVIEW_BELOW
	_fine.visible = not _coarse.visible
	_sight.assign(_chunks.within(camera.world_rect(canvas, AHEAD)) if _fine.visible else [])
	_build_some()


func _process(_delta: float) -> void:
	_build_some()


## Builds a few chunks a frame.
func _build_some() -> void:
	for cell: Vector2i in _sight.filter(_is_waiting).slice(0, CHUNKS_A_FRAME):
		_waiting.erase(cell)
		_build(_chunks.cells[cell], _fine, SEGMENTS)
	set_process(is_building())


func _is_waiting(cell: Vector2i) -> bool:
	return _waiting.has(cell)


## A branch that is not held is one line, and a band as broad as what will be there.
func _show_bands() -> void:
	var ribbons := RibbonMesh.new()
	for index: int in _layout.items.size():
		var item: TreePlace = _layout.items[index]
		if item.is_closed():
			var colour := Color(_look.accent(item), BAND_STRENGTH)
			ribbons.add(_layout.branch(index, SEGMENTS_OF_OVERVIEW), WIDTHS[TreeLayout.CLOSED], colour, false)
			ribbons.add(_layout.band(item), BAND, colour, false)
	_bands.mesh = null if ribbons.is_empty() else ribbons.mesh()


func _build(indices: PackedInt32Array, into: Node2D, segments: int) -> void:
	var ribbons := RibbonMesh.new()
	for index: int in indices:
		if _layout.items[index].above >= 0:
			_add_branch(ribbons, index, segments)
	if not ribbons.is_empty():
		var lines := MeshInstance2D.new()
		lines.mesh = ribbons.mesh()
		lines.material = _branch
		into.add_child(lines)
	into.add_child(_discs(indices))


func _add_branch(ribbons: RibbonMesh, index: int, segments: int) -> void:
	var item: TreePlace = _layout.items[index]
	var is_dashed: bool = item.is_animal() and not item.node.found_by_me
	var points: PackedVector2Array = _layout.branch(index, DASHES if is_dashed else segments)
	ribbons.add(points, WIDTHS[item.level], _look.branch_colour(item), is_dashed)


func _discs(indices: PackedInt32Array) -> MultiMeshInstance2D:
	var discs := MultiMesh.new()
	discs.transform_format = MultiMesh.TRANSFORM_2D
	discs.use_colors = true
	discs.use_custom_data = true
	var quad := QuadMesh.new()
	quad.size = Vector2(2, 2)
	discs.mesh = quad
	discs.instance_count = indices.size()
	for place: int in indices.size():
		var item: TreePlace = _layout.items[indices[place]]
		var radius: float = TreeLook.radius(item, _layout.form)
		discs.set_instance_transform_2d(place, Transform2D(0.0, Vector2(radius, radius), 0.0, item.position))
		discs.set_instance_color(place, _look.colour(item))
		discs.set_instance_custom_data(place, _look.inside(item))
	var shown := MultiMeshInstance2D.new()
	shown.multimesh = discs
	shown.material = _disc
	return shown
