class_name TreeChunks
extends RefCounted
## The items of a tree by squares of the world: the engine leaves out the squares that are out of sight.

const SIDE := 2048.0

var cells: Dictionary[Vector2i, PackedInt32Array] = {}
## The groups alone, for when the whole of a large tree is in sight.
var overview := PackedInt32Array()
var classes := PackedInt32Array()


static func of(layout: TreeLayout) -> TreeChunks:
	var chunks := TreeChunks.new()
	for index: int in layout.items.size():
		var cell: Vector2i = _cell(layout.items[index].position)
		var there: PackedInt32Array = chunks.cells.get(cell, PackedInt32Array())
		there.append(index)
		chunks.cells[cell] = there
		if not layout.items[index].is_animal():
			chunks.overview.append(index)
		if layout.items[index].level == TreeLayout.CLASS:
			chunks.classes.append(index)
	return chunks


func within(world: Rect2) -> Array[Vector2i]:
	var first: Vector2i = _cell(world.position)
	var last: Vector2i = _cell(world.end)
	var found: Array[Vector2i] = []
	for column: int in range(first.x, last.x + 1):
		for row: int in range(first.y, last.y + 1):
			if cells.has(Vector2i(column, row)):
				found.append(Vector2i(column, row))
	return found


static func _cell(point: Vector2) -> Vector2i:
	return Vector2i((point / SIDE).floor())
