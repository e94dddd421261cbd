extends SceneTree
## Runs the tests of a folder: `godot --headless --path client --script res://tests/run.gd -- unit`.
## Ends in "N passed, M failed"; an error that the engine logs fails the current test.

const FOLDERS := "res://tests/%s/"
## An address where nothing listens, so that a product running on this machine takes no part in the tests.
const NOWHERE := "http://127.0.0.1:9"

var _passed: int = 0
var _failed: int = 0
var _log := ErrorLog.new()


func _initialize() -> void:
	OS.add_logger(_log)
	await process_frame
	TranslationServer.set_locale("en")
	(root.get_node(^"Api").get(&"http") as HttpApi).origin = NOWHERE
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	var folder: String = FOLDERS % arguments[0]
	for file: String in DirAccess.get_files_at(folder):
		if file.begins_with("test_") and file.ends_with(".gd"):
			await _run_file(folder + file, arguments[1] if arguments.size() > 1 else "")
	OS.remove_logger(_log)
	print("%d passed, %d failed" % [_passed, _failed])
	quit(1 if _failed or _passed == 0 else 0)


func _run_file(path: String, only: String) -> void:
	var script: GDScript = load(path)
	if script == null or not script.can_instantiate():
		_failed += 1
		print("FAILED %s does not compile" % path)
		return
	for method: Dictionary in script.get_script_method_list():
		var name: String = method["name"]
		if name.begins_with("test_") and (only.is_empty() or only in path + name):
			await _run_test(script, path.get_file() + ":" + name, name)


func _run_test(script: GDScript, label: String, method: String) -> void:
	var test: TestCase = script.new()
	test.root = root
	_log.take()
	await test.before()
	await test.call(method)
	test.after()
	await process_frame
	var problems: PackedStringArray = test.failures + _log.take()
	if test.checks == 0:
		problems.append("checks nothing")
	if problems.is_empty():
		_passed += 1
		return
	_failed += 1
	print("FAILED ", label)
	for problem: String in problems:
		print("    ", problem)
