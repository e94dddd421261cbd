class_name TreeBranches
extends Node2D
## The branches and nodes of a tree: a mesh and a set of discs for each chunk, and an overview of the groups alone.

const BRANCH := preload("res://screens/tree/branch.gdshader")
const DISC := preload("res://screens/tree/disc.gdshader")
const SEGMENTS := 24
const SEGMENTS_OF_LARGE := 8
const DASHES := 14
## Below this zoom of a large tree only the groups are drawn.
const OVERVIEW_BELOW := 0.05
const LARGE := 2000
const WIDTHS: Array[float] = [0.0, 2.4, 3.6, 2.4]
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
var _branch := ShaderMaterial.new()
var _disc := ShaderMaterial.new()


func _init() -> void:
	_branch.shader = BRANCH
	_disc.shader = DISC
	add_child(_fine)
	add_child(_coarse)
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
	if layout.items.size() > LARGE:
		_build(chunks.overview, _coarse)


func is_building() -> bool:
	return _sight.any(_is_waiting)


## Follows the camera.
func look_from(camera: TreeCamera, canvas: Vector2) -> void:
	transform = camera.transform()
	_branch.set_shader_parameter(&"zoom", camera.zoom)
	_coarse.visible = _coarse.get_child_count() > 0 and camera.zoom < OVERVIEW_BELOW
	_fine.visible = not _coarse.visible
	_sight.clear()
	if _fine.visible:
		_sight = _chunks.within(camera.world_rect(canvas, AHEAD))
	set_process(is_building())


## Builds a few chunks a frame.
func _process(_delta: float) -> void:
	for cell: Vector2i in _sight.filter(_is_waiting).slice(0, CHUNKS_A_FRAME):
		_waiting.erase(cell)
		_build(_chunks.cells[cell], _fine)
	set_process(is_building())


func _is_waiting(cell: Vector2i) -> bool:
	return _waiting.has(cell)


func _build(indices: PackedInt32Array, into: Node2D) -> void:
	var ribbons := RibbonMesh.new()
	for index: int in indices:
		if _layout.items[index].above >= 0:
			_add_branch(ribbons, index)
	if not ribbons.is_empty():
		var lines := MeshInstance2D.new()
		lines.mesh = ribbons.mesh()
		lines.material = _branch
		into.add_child(lines)
	into.add_child(_discs(indices))


func _add_branch(ribbons: RibbonMesh, index: int) -> void:
	var item: TreePlace = _layout.items[index]
	var is_dashed: bool = item.is_animal() and not item.node.found_by_me
	var segments: int = SEGMENTS_OF_LARGE if _layout.items.size() > LARGE else SEGMENTS
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
