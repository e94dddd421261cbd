extends FrameBench
## Shows trees of the sizes of the design's goals, as far as the client holds them, and pans over them. Prints the
## engine's CPU time per frame, and the script's time before it.
##
##     godot --resolution 1280x720 --path client res://tests/screens/tree_bench.tscn

const COUNTS: Array[int] = [10_000, 100_000]
const PAN := Vector2(-6, -6)
const CLOSE: Dictionary[String, float] = {"zoom 0.02": 0.02, "zoom 0.25": 0.25, "zoom 1": 1.0}
const SIZE := Vector2(1280, 720)

var _canvas := TreeCanvas.new()


func _run() -> void:
	_canvas.size = SIZE
	_canvas.camera.view = Rect2(Vector2.ZERO, SIZE)
	add_child(_canvas)
	for count: int in COUNTS:
		var nodes: Array[TreeNode] = _held(FakeTree.large(count))
		for form: TreeLayout.Style in [TreeLayout.Style.FAN, TreeLayout.Style.LEDGER]:
			await _measure_form("%d %s" % [count, "fan" if form == TreeLayout.Style.FAN else "ledger"], nodes, form)


## The upper ranks, and as many animals as are held, from the middle.
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


func _move(frame: int) -> void:
	_canvas.camera.pan(PAN if frame < FRAMES / 2 else -PAN)
	_canvas.refresh()


func _measure(what: String, zoom: float) -> void:
	_canvas.camera.zoom = zoom
	_canvas.camera.middle = _canvas.layout.items[_middle()].position
	_canvas.refresh()
	while _canvas.is_building():
		await get_tree().process_frame
	await _measure_frames(what)


## An animal in the middle of those held.
func _middle() -> int:
	var animals: PackedInt32Array = _canvas.layout.on_levels([TreeLayout.ANIMAL])
	return animals[animals.size() / 2]
