class_name Sapling
extends Control
## A small growing tree: a branch for each class with its mark at the tip.

const TIPS: Dictionary[StringName, Vector2] = {
	&"Reptilia": Vector2(0.1, 0.42),
	&"Aves": Vector2(0.28, 0.14),
	&"Mammalia": Vector2(0.5, 0.06),
	&"Actinopterygii": Vector2(0.72, 0.14),
	&"Insecta": Vector2(0.9, 0.42),
}
const FOOT := Vector2(0.5, 1.0)
const FORK := Vector2(0.5, 0.62)
const MARK := 44.0
const WOOD := 3.0

## The growth from 0 to 1.
var growth: float = 1.0:
	set(value):
		growth = value
		queue_redraw()


func _draw() -> void:
	draw_line(FOOT * size, FORK * size, Look.colour(self, &"stage_line_art"), WOOD, true)
	for animal_class: StringName in TIPS:
		_draw_branch(animal_class, TIPS[animal_class] * size)


func _draw_branch(animal_class: StringName, tip: Vector2) -> void:
	var curve := Curve2D.new()
	curve.add_point(FORK * size, Vector2.ZERO, Vector2(0, -size.y * 0.25))
	curve.add_point(tip, Vector2((FORK.x * size.x - tip.x) * 0.2, size.y * 0.22))
	var length: float = curve.get_baked_length() * growth
	var points := PackedVector2Array()
	for step: int in 25:
		points.append(curve.sample_baked(length * step / 24.0))
	draw_polyline(points, Look.colour(self, &"stage_line_art"), WOOD, true)
	var end: Vector2 = points[points.size() - 1]
	draw_circle(end, MARK * 0.6, Look.colour(self, &"stage"), true, -1.0, true)
	draw_circle(end, MARK * 0.6, Look.colour(self, &"stage_line_art"), false, 2.0, true)
	var frame := Rect2(end - Vector2.ONE * MARK * 0.35, Vector2.ONE * MARK * 0.7)
	draw_texture_rect(AnimalClass.mark(animal_class), frame, false, Look.colour(self, &"stage_ink"))
