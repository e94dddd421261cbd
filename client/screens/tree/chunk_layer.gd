class_name ChunkLayer
extends Node2D
## A part of a tree that is drawn by squares of the world: each is built, once it comes in sight, into a child that the
## engine leaves out while it is out of sight.

const CHUNKS_A_FRAME := 4
## How many pixels beyond the screen chunks are built.
const AHEAD := 256.0

var _chunks := TreeChunks.new()
var _build: Callable
var _waiting: Dictionary[Vector2i, bool] = {}
## The chunks that the camera sees: the others wait until it does.
var _sight: Array[Vector2i] = []


func _init() -> void:
	set_process(false)


## Shows other chunks; `build` makes a node of the indices of a chunk's items.
func show_chunks(chunks: TreeChunks, build: Callable) -> void:
	_chunks = chunks
	_build = build
	for old: Node in get_children():
		old.queue_free()
	_sight.clear()
	_waiting.clear()
	for cell: Vector2i in chunks.cells:
		_waiting[cell] = true


func is_building() -> bool:
	return _sight.any(_is_waiting)


## Follows the camera, as long as this layer is what shows the tree.
func look_from(camera: TreeCamera, canvas: Vector2, is_shown: bool) -> void:
	visible = is_shown
	_sight.assign(_chunks.within(camera.world_rect(canvas, AHEAD)) if is_shown else [])
	_build_some()


func _process(_delta: float) -> void:
	_build_some()


func _build_some() -> void:
	for cell: Vector2i in _sight.filter(_is_waiting).slice(0, CHUNKS_A_FRAME):
		_waiting.erase(cell)
		add_child(_build.call(_chunks.cells[cell]))
	set_process(is_building())


func _is_waiting(cell: Vector2i) -> bool:
	return _waiting.has(cell)
