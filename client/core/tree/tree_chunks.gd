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
		if layout.items[index].is_closed():
			continue
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
	var sight := Rect2i(first, _cell(world.end) - first + Vector2i.ONE)
	return Array(cells.keys().filter(sight.has_point), TYPE_VECTOR2I, &"", null)


static func _cell(point: Vector2) -> Vector2i:
	return Vector2i((point / SIDE).floor())
