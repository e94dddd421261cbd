class_name Ring
extends Drawing
## A progress ring; without a value it rotates, unless motion is reduced.

@export var width: float = 3.0
@export var track: StringName = &"primary_tint"
@export var tone: StringName = &"primary"
## The progress from 0 to 1; below 0 if it is unknown.
@export var value: float = -1.0:
	set(new_value):
		value = new_value
		set_process(value < 0.0)
		queue_redraw()

var _turn: float = 0.0


func _ready() -> void:
	set_process(value < 0.0)


func _process(delta: float) -> void:
	if not is_visible_in_tree() or Moves.is_reduced():
		return
	_turn = fmod(_turn + delta * TAU / 1.2, TAU)
	queue_redraw()


func _draw() -> void:
	var middle: Vector2 = size / 2.0
	var radius: float = minf(middle.x, middle.y) - width / 2.0
	var from: float = _turn - PI / 2.0
	draw_arc(middle, radius, 0.0, TAU, 64, Look.colour(self, track), width, true)
	var share: float = value if value >= 0.0 else 0.35
	if share > 0.0:
		draw_arc(middle, radius, from, from + TAU * share, 64, Look.colour(self, tone), width, true)
