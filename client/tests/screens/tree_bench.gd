extends Node
## Shows trees of the sizes that the design has goals for, as far as the client holds them, and pans over them, as
## somebody who drags would. Prints what the engine works for a frame on the CPU, and what the script does before it.
##
##     godot --resolution 1280x720 --path client res://tests/screens/tree_bench.tscn

const COUNTS: Array[int] = [10_000, 100_000]
const FRAMES := 40
const ROUNDS := 3
const PAN := Vector2(-6, -6)
const CLOSE: Dictionary[String, float] = {"zoom 0.02": 0.02, "zoom 0.25": 0.25, "zoom 1": 1.0}
const SIZE := Vector2(1280, 720)

var _canvas := TreeCanvas.new()


func _ready() -> void:
	OS.low_processor_usage_mode = false
	_canvas.theme = Look.fitted(false, true, 100)
	_canvas.size = SIZE
	_canvas.camera.view = Rect2(Vector2.ZERO, SIZE)
	add_child(_canvas)
	RenderingServer.viewport_set_measure_render_time(get_viewport().get_viewport_rid(), true)
	for count: int in COUNTS:
		var nodes: Array[TreeNode] = _held(FakeTree.large(count))
		for form: TreeLayout.Style in [TreeLayout.Style.FAN, TreeLayout.Style.LEDGER]:
			await _measure_form("%d %s" % [count, "fan" if form == TreeLayout.Style.FAN else "ledger"], nodes, form)
	print("Measured.")
	get_tree().quit()


## The upper ranks, and as many animals as are held, in the middle.
func _held(nodes: Array[TreeNode]) -> Array[TreeNode]:
	var orders: PackedStringArray = []
	for node: TreeNode in nodes.slice(nodes.size() / 2, nodes.size() / 2 + TreeParts.HELD):
		if node.rank == Rank.ORDER:
			orders.append(node.id)
	return FakeTree.held(nodes, orders)


func _measure_form(what: String, nodes: Array[TreeNode], form: TreeLayout.Style) -> void:
	var layout: Array[float] = []
	var meshes: Array[float] = []
	for _round: int in ROUNDS:
		var began: int = Time.get_ticks_usec()
		var placed: TreeLayout = TreeLayout.of(nodes, form)
		layout.append(_ms_since(began))
		_canvas.show_tree(placed)
		_canvas.show_all()
		meshes.append(_ms_since(began) - layout[-1])
		await RenderingServer.frame_post_draw
	print("%s: laid out in %.0f ms, shown in %.0f ms" % [what, _median(layout), _median(meshes)])
	var whole: float = _canvas.camera.zoom
	await _measure("%s whole" % what, whole)
	await _measure("%s five times that" % what, whole * 5.0)
	for view: String in CLOSE:
		if CLOSE[view] >= _canvas.camera.smallest:
			await _measure("%s %s" % [what, view], CLOSE[view])


## Prints the least of some medians over the frames: that of the round which the rest of the machine disturbed least.
func _measure(what: String, zoom: float) -> void:
	_canvas.camera.zoom = zoom
	_canvas.camera.middle = _canvas.layout.items[_middle()].position
	_canvas.refresh()
	while _canvas.is_building():
		await get_tree().process_frame
	var least := Vector2.INF
	for _round: int in ROUNDS:
		least = least.min(await _round_of_frames())
	var draws: int = RenderingServer.get_rendering_info(RenderingServer.RENDERING_INFO_TOTAL_DRAW_CALLS_IN_FRAME)
	print("%s: render %.2f ms, script %.2f ms, %d draws" % [what, least.x, least.y, draws])


## The medians of what the engine works, and of what the script does, over some frames there and back.
func _round_of_frames() -> Vector2:
	var render: Array[float] = []
	var script: Array[float] = []
	for frame: int in FRAMES:
		var began: int = Time.get_ticks_usec()
		_canvas.camera.pan(PAN if frame < FRAMES / 2 else -PAN)
		_canvas.refresh()
		script.append(_ms_since(began))
		await RenderingServer.frame_post_draw
		render.append(RenderingServer.viewport_get_measured_render_time_cpu(get_viewport().get_viewport_rid()))
	return Vector2(_median(render), _median(script))


## An animal in the middle of those that are held.
func _middle() -> int:
	var animals: PackedInt32Array = _canvas.layout.on_levels([TreeLayout.ANIMAL])
	return animals[animals.size() / 2]


func _ms_since(began: int) -> float:
	return (Time.get_ticks_usec() - began) / 1000.0


func _median(values: Array[float]) -> float:
	values.sort()
	return values[values.size() / 2]
