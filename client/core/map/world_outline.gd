class_name WorldOutline
extends RefCounted
## The outline of the world, projected: rings of land, and of the seas within it.

const LAND := preload("res://art/map/land.json")
## The engine treats anything below 0.00001 as zero.
const LARGE := Vector2(36000, 36000)

var land: Array[PackedVector2Array] = []
var seas: Array[PackedVector2Array] = []


func _init() -> void:
	land.assign((LAND.data["land"] as Array).map(_ring))
	seas.assign((LAND.data["seas"] as Array).map(_ring))


## Rings as one mesh of triangles.
static func filled(rings: Array[PackedVector2Array]) -> ArrayMesh:
	var points: PackedVector2Array = []
	var indices: PackedInt32Array = []
	for ring: PackedVector2Array in rings:
		for index: int in Geometry2D.triangulate_polygon(Transform2D().scaled(LARGE) * ring):
			indices.append(points.size() + index)
		points.append_array(ring)
	return _mesh(Mesh.PRIMITIVE_TRIANGLES, points, indices)


## Rings as one mesh of lines.
static func drawn(rings: Array[PackedVector2Array]) -> ArrayMesh:
	var points: PackedVector2Array = []
	var indices: PackedInt32Array = []
	for ring: PackedVector2Array in rings:
		for index: int in ring.size():
			indices.append_array([points.size() + index, points.size() + (index + 1) % ring.size()])
		points.append_array(ring)
	return _mesh(Mesh.PRIMITIVE_LINES, points, indices)


static func _mesh(kind: Mesh.PrimitiveType, points: PackedVector2Array, indices: PackedInt32Array) -> ArrayMesh:
	var arrays: Array = []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = points
	arrays[Mesh.ARRAY_INDEX] = indices
	var mesh := ArrayMesh.new()
	mesh.add_surface_from_arrays(kind, arrays)
	return mesh


func _ring(steps: Array) -> PackedVector2Array:
	var ring: PackedVector2Array = []
	var at := Vector2.ZERO
	for index: int in range(0, steps.size(), 2):
		at += Vector2(steps[index], steps[index + 1])
		var degrees: Vector2 = at / float(LAND.data["per_degree"])
		ring.append(Mercator.project(degrees.y, degrees.x))
	return ring
