class_name TreeTrunk
extends Drawing
## A tree without animals: a trunk with the marks of three classes at its tips.

const TIPS: Dictionary[StringName, Vector2] = {
	&"Mammalia": Vector2(32, 66), &"Aves": Vector2(110, 30), &"Amphibia": Vector2(188, 66)
}
const FOOT := Vector2(110, 164)
const FORK := Vector2(110, 122)
const TIP := 56.0
const WIDTH := 4.0
const SEGMENTS := 20


func _init() -> void:
	super()
	custom_minimum_size = Vector2(220, 168)


func _ready() -> void:
	for animal_class: StringName in TIPS:
		var mark := Silhouette.new()
		mark.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
		mark.mouse_filter = MOUSE_FILTER_IGNORE
		mark.show_class(animal_class)
		add_child(mark)
		mark.size = Vector2(TIP, TIP)
		mark.position = TIPS[animal_class] - mark.size / 2.0


func _draw() -> void:
	var colour: Color = Look.colour(self, &"line_strong")
	draw_line(FOOT, FORK, colour, WIDTH, true)
	for tip: Vector2 in TIPS.values():
		draw_polyline(_branch(tip + Vector2(0, TIP / 2.0)), colour, WIDTH * 0.75, true)


func _branch(end: Vector2) -> PackedVector2Array:
	var points := PackedVector2Array()
	var bend: float = (FORK.y - end.y) / 2.0
	for step: int in SEGMENTS + 1:
		var part: float = float(step) / SEGMENTS
		points.append(FORK.bezier_interpolate(FORK - Vector2(0, bend), end + Vector2(0, bend), end, part))
	return points
