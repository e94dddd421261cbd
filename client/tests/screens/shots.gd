extends SceneTree
## Draws every screen in every state, light and dark, into a folder.
##
##     godot --resolution 390x844 --path client --script tests/screens/shots.gd -- FOLDER [PART OF A NAME [LANGUAGE]]


func _initialize() -> void:
	await process_frame
	var runner: Node = load("res://tests/screens/shot_runner.gd").new()
	root.add_child(runner)
	await runner.call("run", OS.get_cmdline_user_args())
	quit()
