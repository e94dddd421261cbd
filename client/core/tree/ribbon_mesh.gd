class_name RibbonMesh
extends RefCounted
## Lines as triangles, for a shader that makes them as wide as UV is long.

var _points := PackedVector2Array()
var _sideways := PackedVector2Array()
var _colours := PackedColorArray()


func is_empty() -> bool:
	return _points.is_empty()


func add(line: PackedVector2Array, width: float, colour: Color, is_dashed: bool) -> void:
	for step: int in range(0, line.size() - 1, 2 if is_dashed else 1):
		var from: Vector2 = line[step]
		var to: Vector2 = line[step + 1]
		var side: Vector2 = (to - from).normalized().orthogonal() * width
		_points.append_array([from, to, from, from, to, to])
		_sideways.append_array([side, side, -side, -side, side, -side])
		for _corner: int in 6:
			_colours.append(colour)


func mesh() -> ArrayMesh:
	var arrays: Array = []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = _points
	arrays[Mesh.ARRAY_TEX_UV] = _sideways
	arrays[Mesh.ARRAY_COLOR] = _colours
	var result := ArrayMesh.new()
	result.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	return result
