class_name TreeChunks
extends RefCounted
## Items of a tree by squares of the world, so that those out of sight are neither visited nor drawn.

var cells: Dictionary[Vector2i, PackedInt32Array] = {}

var _side: float
## The squares that contain items.
var _extent := Rect2i()


static func of(layout: TreeLayout, indices: PackedInt32Array, side: float) -> TreeChunks:
	var chunks := TreeChunks.new()
	chunks._side = side
	for index: int in indices:
		chunks._add(index, chunks._cell(layout.items[index].position))
	return chunks


func within(world: Rect2) -> Array[Vector2i]:
	var first: Vector2i = _cell(world.position)
	var sight: Rect2i = Rect2i(first, _cell(world.end) - first + Vector2i.ONE).intersection(_extent)
	var found: Array[Vector2i] = []
	for y: int in range(sight.position.y, sight.end.y):
		for x: int in range(sight.position.x, sight.end.x):
			if cells.has(Vector2i(x, y)):
				found.append(Vector2i(x, y))
	return found


func _add(index: int, cell: Vector2i) -> void:
	var own := Rect2i(cell, Vector2i.ONE)
	_extent = _extent.merge(own) if cells else own
	var there: PackedInt32Array = cells.get(cell, PackedInt32Array())
	there.append(index)
	cells[cell] = there


func _cell(point: Vector2) -> Vector2i:
	return Vector2i((point / _side).floor())
