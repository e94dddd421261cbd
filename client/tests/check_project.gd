extends SceneTree
## Compiles every script, loads every resource and instantiates every scene, with the
## autoloads: `godot --headless --path client --script res://tests/check_project.gd`. Fails on
## anything that the engine logs.

var _problems := ErrorLog.new()


func _initialize() -> void:
	OS.add_logger(_problems)
	await process_frame
	var passed: int = 0
	var failed: int = 0
	for path: String in _files("res://"):
		_check(path)
		var lines: PackedStringArray = _problems.take()
		if lines.is_empty():
			passed += 1
		else:
			failed += 1
			print("FAILED %s\n    %s" % [path, "\n    ".join(lines)])
	OS.remove_logger(_problems)
	print("%d passed, %d failed" % [passed, failed])
	quit(1 if failed or passed == 0 else 0)


func _check(path: String) -> void:
	match path.get_extension():
		"gd":
			var script: GDScript = load(path)
			if script == null or not (script.can_instantiate() or script.is_abstract()):
				push_error("cannot be compiled")
		"tscn":
			var scene: PackedScene = load(path)
			if scene == null:
				push_error("cannot be loaded")
			else:
				scene.instantiate().free()
		"tres", "gdshader", "svg", "ttf":
			if load(path) == null:
				push_error("cannot be loaded")


func _files(folder: String) -> PackedStringArray:
	var found: PackedStringArray = []
	for entry: String in ResourceLoader.list_directory(folder):
		if entry.ends_with("/"):
			found.append_array(_files(folder.path_join(entry)))
		else:
			found.append(folder.path_join(entry))
	return found
