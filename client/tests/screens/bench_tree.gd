extends SceneTree
## Measures how long a frame of a large tree takes while the view moves.
##
##     godot --resolution 1280x720 --path client --script tests/screens/bench_tree.gd -- ANIMALS…


func _initialize() -> void:
	await process_frame
	var bench: Node = load("res://tests/screens/tree_bench.gd").new()
	root.add_child(bench)
	await bench.call("run", OS.get_cmdline_user_args())
	quit()
