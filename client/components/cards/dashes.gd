class_name Dashes
extends Drawing
## A dashed border around its parent, for something not there yet. StyleBoxFlat has no dashes.

@export var radius: float = 14.0
@export var dash: float = 4.0
@export var tone: StringName = &"line_strong"


func _draw() -> void:
	var points: PackedVector2Array = _outline()
	var ends := PackedVector2Array()
	var travelled: float = 0.0
	for index: int in points.size() - 1:
		_add_dashes(ends, points[index], points[index + 1], travelled)
		travelled += points[index].distance_to(points[index + 1])
	draw_multiline(ends, Look.colour(self, tone), 1.0)


## Adds the dashed parts of a segment that begins `travelled` pixels after the start.
func _add_dashes(ends: PackedVector2Array, from: Vector2, to: Vector2, travelled: float) -> void:
	var length: float = from.distance_to(to)
	var at: float = 0.0
	while at < length - 0.01:
		var phase: float = fmod(travelled + at, dash * 2.0)
		var step: float = minf((dash if phase < dash else dash * 2.0) - phase, length - at)
		step = maxf(step, 0.01)
		if phase < dash:
			ends.append(from.lerp(to, at / length))
			ends.append(from.lerp(to, (at + step) / length))
		at += step


func _outline() -> PackedVector2Array:
	var frame := Rect2(Vector2.ZERO, size).grow(-0.5)
	var bend: float = minf(radius, minf(frame.size.x, frame.size.y) / 2.0)
	var inner: Rect2 = frame.grow(-bend)
	var corners: Array[Vector2] = [
		inner.position, Vector2(inner.end.x, inner.position.y), inner.end, Vector2(inner.position.x, inner.end.y)
	]
	var points := PackedVector2Array()
	for corner: int in 4:
		for step: int in 9:
			points.append(corners[corner] + Vector2.from_angle(PI + PI / 2.0 * corner + PI / 16.0 * step) * bend)
	points.append(points[0])
	return points
