class_name TreeSkeleton
extends Drawing
## The shape of a tree that is on its way.

const BRANCHES := 9


func _draw() -> void:
	var sunken: Color = Look.colour(self, &"sunken")
	var middle: Vector2 = size / 2.0
	var reach: float = minf(size.x, size.y) * 0.36
	for branch: int in BRANCHES:
		var end: Vector2 = middle + Vector2.from_angle(TAU * branch / BRANCHES) * reach
		draw_line(middle, end, sunken, 3.0, true)
		draw_circle(end, 24.0, sunken, true, -1.0, true)
	draw_circle(middle, 8.0, sunken, true, -1.0, true)
