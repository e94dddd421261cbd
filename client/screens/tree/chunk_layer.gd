class_name ChunkLayer
extends Node2D
## A part of a tree that is drawn in squares of the world: each is built into a child once it becomes visible, and the
## engine culls it while it is out of sight.

const CHUNKS_A_FRAME := 4
## Chunks are built this many pixels beyond the screen.
const AHEAD := 256.0

var _chunks := TreeChunks.new()
var _build: Callable
var _stamp: Callable
## The nodes of built chunks, and their stamps.
var _built: Dictionary[Vector2i, Node2D] = {}
var _stamps: Dictionary[Vector2i, int] = {}
## The visible chunks; the others are not built yet.
var _sight: Array[Vector2i] = []


func _init() -> void:
	set_process(false)


## Shows chunks; `build` creates a node from the indices of a chunk's items. A chunk whose `stamp`, a number computed
## from its indices, is unchanged is kept.
func show_chunks(chunks: TreeChunks, build: Callable, stamp: Callable) -> void:
	_chunks = chunks
	_build = build
	_stamp = stamp
	_sight.clear()
	for cell: Vector2i in _built.keys():
		if not chunks.cells.has(cell) or _stamps[cell] != _stamp.call(chunks.cells[cell]):
			_built[cell].queue_free()
			_built.erase(cell)


func is_building() -> bool:
	return _sight.any(_is_waiting)


## Updates to the camera, while this layer shows the tree.
func look_from(camera: TreeCamera, canvas: Vector2, is_shown: bool) -> void:
	visible = is_shown
	_see(_chunks.within(camera.world_rect(canvas, AHEAD)) if is_shown else [])


## Builds all of its chunks, wherever the camera is.
func show_all(is_shown: bool) -> void:
	visible = is_shown
	_see(_chunks.cells.keys() if is_shown else [])


func _see(cells: Array) -> void:
	_sight.assign(cells)
	_build_some()


func _process(_delta: float) -> void:
	_build_some()


func _build_some() -> void:
	for cell: Vector2i in _sight.filter(_is_waiting).slice(0, CHUNKS_A_FRAME):
		_built[cell] = _build.call(_chunks.cells[cell])
		_stamps[cell] = _stamp.call(_chunks.cells[cell])
		add_child(_built[cell])
	set_process(is_building())


func _is_waiting(cell: Vector2i) -> bool:
	return not _built.has(cell)
