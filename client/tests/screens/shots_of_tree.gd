class_name ShotsOfTree
## The tree in both forms, with a node, a search and its states.

const TAB := 1


static func all() -> Array[Shot]:
	var large_text := Shot.of("tree-text-150", "tree", TAB, _show_tree)
	large_text.text_size = 150
	return [
		Shot.of("tree", "tree", TAB, _show_node),
		Shot.of("tree-group", "tree", TAB, _show_group),
		Shot.of("tree-common-ancestor", "tree", TAB, _show_meeting),
		Shot.of("tree-other-form", "tree", TAB, _show_other),
		Shot.of("tree-everyone", "tree", TAB, _show_large),
		Shot.of("tree-search", "tree", TAB, _show_search),
		Shot.of("tree-loading", "tree", TAB, func(screen: Screen) -> void: screen.call(&"show_loading")),
		Shot.of(
			"tree-empty", "tree", TAB, func(screen: Screen) -> void: screen.call(&"show_tree", [] as Array[TreeNode])
		),
		Shot.of(
			"tree-error",
			"tree",
			TAB,
			func(screen: Screen) -> void: screen.call(&"show_error", Problem.of(Problem.OFFLINE))
		),
		large_text,
	]


static func _show_tree(screen: Screen) -> void:
	var memory: TextureMemory = Store.images.get(&"_memory")
	for facts: Array in Fakes.ANIMALS.values():
		memory.keep(facts[4], Fakes.photo(facts[4]))
	screen.call(&"show_tree", FakeTree.mockup())


static func _show_node(screen: Screen) -> void:
	_show_tree(screen)
	if Look.is_wide(screen):
		var canvas: TreeCanvas = screen.get_node(^"%Canvas")
		canvas.call(&"_choose", canvas.layout.find_animal("lemur-catta"))


static func _show_group(screen: Screen) -> void:
	_show_tree(screen)
	var canvas: TreeCanvas = screen.get_node(^"%Canvas")
	canvas.call(&"_choose", canvas.layout.find("class:Insecta"))


static func _show_meeting(screen: Screen) -> void:
	_show_tree(screen)
	var canvas: TreeCanvas = screen.get_node(^"%Canvas")
	canvas.select(canvas.layout.find_animal("lemur-catta"))
	canvas.call(&"_compare", canvas.selection, canvas.layout.find_animal("alces-alces"))


static func _show_other(screen: Screen) -> void:
	_show_tree(screen)
	screen.call(&"_change_form")


static func _show_large(screen: Screen) -> void:
	screen.call(&"show_tree", FakeTree.held(FakeTree.large(2500), ["order:Mammalia 0", "order:Mammalia 1"]))
	screen.call(&"_show_all")


static func _show_search(screen: Screen) -> void:
	_show_tree(screen)
	var found := (
		NodeFound
		. from_json(
			{
				"id": "species:Lemur catta",
				"scientific_name": "Lemur catta",
				"common_name": "Ring-tailed lemur",
				"path":
				[{"scientific_name": "Mammalia"}, {"scientific_name": "Primates"}, {"scientific_name": "Lemuridae"}],
			}
		)
	)
	(screen.get_node(^"%Search") as LineEdit).text = "lemur"
	(screen.get_node(^"%Results") as TreeSearch).show_found([found])
