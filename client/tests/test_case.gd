@abstract class_name TestCase
extends RefCounted
## A set of tests: its methods that begin with `test_`, each run on a new object.

## The scene tree, for tests that need nodes.
var root: Window
var checks: int = 0
var failures: PackedStringArray = []

var _owned: Array[Node] = []


func before() -> void:
	pass


func expect(holds: bool, what: String) -> void:
	checks += 1
	if not holds:
		failures.append(what)


func expect_equal(actual: Variant, expected: Variant, what: String = "") -> void:
	var is_same: bool = typeof(actual) == typeof(expected) and actual == expected
	expect(is_same, "%s: got %s, not %s" % [what, str(actual), str(expected)])


## Adds a node to the tree until the test has ended.
func adopt(node: Node) -> Node:
	root.add_child(node)
	_owned.append(node)
	return node


func after() -> void:
	for node: Node in _owned:
		if is_instance_valid(node):
			node.queue_free()
	_owned.clear()


## Waits frame by frame until a condition holds; fails the test if it never does.
func until(holds: Callable, what: String) -> void:
	var deadline: int = Time.get_ticks_msec() + 8000
	while not holds.call():
		if Time.get_ticks_msec() > deadline:
			expect(false, "never came true: " + what)
			return
		await root.get_tree().process_frame
	checks += 1


func frames(count: int = 2) -> void:
	for _index: int in count:
		await root.get_tree().process_frame
