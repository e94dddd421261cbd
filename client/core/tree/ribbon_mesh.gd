class_name RibbonMesh
extends RefCounted
## Lines as triangle strips, for a shader that draws them as wide as the length of UV.

var _points := PackedVector2Array()
var _sideways := PackedVector2Array()
var _colours := PackedColorArray()
var _corners := PackedInt32Array()


func is_empty() -> bool:
	return _points.is_empty()


func add(line: PackedVector2Array, width: float, colour: Color, is_dashed: bool) -> void:
	if not is_dashed:
		_add_strip(line, width, colour)
		return
	for step: int in range(0, line.size() - 1, 2):
		_add_strip(line.slice(step, step + 2), width, colour)


func mesh() -> ArrayMesh:
	var arrays: Array = []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = _points
	arrays[Mesh.ARRAY_TEX_UV] = _sideways
	arrays[Mesh.ARRAY_COLOR] = _colours
	arrays[Mesh.ARRAY_INDEX] = _corners
	var result := ArrayMesh.new()
	result.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	return result


## Two vertices for each point, one on either side of the line.
func _add_strip(line: PackedVector2Array, width: float, colour: Color) -> void:
	var last: int = line.size() - 1
	for place: int in line.size():
		var corner: int = _points.size()
		var along: Vector2 = line[mini(place + 1, last)] - line[maxi(place - 1, 0)]
		var side: Vector2 = along.normalized().orthogonal() * width
		_points.append(line[place])
		_points.append(line[place])
		_sideways.append(side)
		_sideways.append(-side)
		_colours.append(colour)
		_colours.append(colour)
		if place < last:
			_corners.append_array([corner, corner + 2, corner + 1, corner + 1, corner + 2, corner + 3])
