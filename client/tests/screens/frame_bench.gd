@abstract class_name FrameBench
extends Control
## Measures the engine's CPU time per frame while a view moves, and the script's time before it.

const ROUNDS := 3
const FRAMES := 60


func _ready() -> void:
	OS.low_processor_usage_mode = false
	theme = Look.fitted(false, true, 100)
	RenderingServer.viewport_set_measure_render_time(get_viewport().get_viewport_rid(), true)
	await _run()
	print("Measured.")
	get_tree().quit()


## Shows the scene and measures it.
@abstract func _run() -> void

## Moves the view by a frame.
@abstract func _move(frame: int) -> void


## Prints the smallest of several medians: that of the round which the rest of the machine disturbed least.
func _measure_frames(what: String) -> void:
	var least := Vector2.INF
	for _round: int in ROUNDS:
		least = least.min(await _round_of_frames())
	var draws: int = RenderingServer.get_rendering_info(RenderingServer.RENDERING_INFO_TOTAL_DRAW_CALLS_IN_FRAME)
	print("%s: render %.2f ms, script %.2f ms, %d draws" % [what, least.x, least.y, draws])


## The medians of the engine's and the script's time.
func _round_of_frames() -> Vector2:
	var render: Array[float] = []
	var script: Array[float] = []
	for frame: int in FRAMES:
		var began: int = Time.get_ticks_usec()
		_move(frame)
		script.append(_ms_since(began))
		await RenderingServer.frame_post_draw
		render.append(RenderingServer.viewport_get_measured_render_time_cpu(get_viewport().get_viewport_rid()))
	return Vector2(_median(render), _median(script))


func _ms_since(began: int) -> float:
	return (Time.get_ticks_usec() - began) / 1000.0


func _median(values: Array[float]) -> float:
	values.sort()
	return values[values.size() / 2]
