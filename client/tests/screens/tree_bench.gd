extends Node
## Shows trees of a given size, as far as the client holds them, and pans over them, as somebody who drags would.

const FRAMES := 40
const PAN := Vector2(-6, -6)
const CLOSE: Dictionary[String, float] = {"zoom 0.25": 0.25, "zoom 1": 1.0}

var _canvas := TreeCanvas.new()


func run(counts: PackedStringArray) -> void:
	OS.low_processor_usage_mode = false
	_canvas.theme = Look.fitted(false, true, 100)
	_canvas.size = get_window().size
	_canvas.camera.view = Rect2(Vector2.ZERO, _canvas.size)
	add_child(_canvas)
	RenderingServer.viewport_set_measure_render_time(get_viewport().get_viewport_rid(), true)
	for count: String in counts:
		var nodes: Array[TreeNode] = _held(FakeTree.large(int(count)))
		for form: TreeLayout.Style in [TreeLayout.Style.FAN, TreeLayout.Style.LEDGER]:
			await _show(nodes, form)
			await _measure("%s %s whole" % [count, _name(form)], _canvas.camera.zoom)
			for view: String in CLOSE:
				await _measure("%s %s %s" % [count, _name(form), view], CLOSE[view])


## The upper ranks, and as many animals as are held, in the middle.
func _held(nodes: Array[TreeNode]) -> Array[TreeNode]:
	var orders: PackedStringArray = []
	for node: TreeNode in nodes.slice(nodes.size() / 2, nodes.size() / 2 + TreeParts.HELD):
		if node.rank == Rank.ORDER:
			orders.append(node.id)
	return FakeTree.held(nodes, orders)


func _show(nodes: Array[TreeNode], form: TreeLayout.Style) -> void:
	var began: int = Time.get_ticks_usec()
	_canvas.show_tree(TreeLayout.of(nodes, form))
	_canvas.show_all()
	await RenderingServer.frame_post_draw
	print("%d %s: first frame %d ms" % [nodes.size(), _name(form), (Time.get_ticks_usec() - began) / 1000])


## Prints the medians over the frames, which a busy machine disturbs least: the engine's own work, and the script's.
func _measure(what: String, zoom: float) -> void:
	_canvas.camera.zoom = zoom
	_canvas.camera.middle = _canvas.layout.items[_middle()].position
	_canvas.refresh()
	while _canvas.is_building():
		await get_tree().process_frame
	var render: Array[float] = []
	var script: Array[float] = []
	for _frame: int in FRAMES:
		var began: int = Time.get_ticks_usec()
		_canvas.camera.pan(PAN)
		_canvas.refresh()
		script.append((Time.get_ticks_usec() - began) / 1000.0)
		await RenderingServer.frame_post_draw
		render.append(RenderingServer.viewport_get_measured_render_time_cpu(get_viewport().get_viewport_rid()))
	print("%s: render %.2f ms, script %.2f ms" % [what, _median(render), _median(script)])


## An animal in the middle of those that are held.
func _middle() -> int:
	var animals: Array = range(_canvas.layout.items.size()).filter(
		func(index: int) -> bool: return _canvas.layout.items[index].is_animal()
	)
	return animals[animals.size() / 2]


func _median(values: Array[float]) -> float:
	values.sort()
	return values[values.size() / 2]


func _name(form: TreeLayout.Style) -> String:
	return "fan" if form == TreeLayout.Style.FAN else "ledger"
