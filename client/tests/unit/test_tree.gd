extends TestCase
## The layout of the tree, its camera and its gestures.


func test_the_ledger_has_a_row_for_each_animal() -> void:
	var layout: TreeLayout = _layout(TreeLayout.Style.LEDGER)
	expect_equal(layout.animal_count(), 3)
	expect_equal(layout.on_levels([TreeLayout.CLASS]).size(), 2)
	var rows: Array = layout.items.filter(func(item: TreePlace) -> bool: return item.is_animal())
	expect_equal((rows[1] as TreePlace).position, Vector2(184, 42))
	expect_equal(layout.items[layout.find("class:Mammalia")].position, Vector2(50, 21))


func test_the_fan_keeps_animals_apart() -> void:
	var layout: TreeLayout = TreeLayout.of(FakeTree.large(2000), TreeLayout.Style.FAN)
	var last: TreePlace
	for item: TreePlace in layout.items:
		if item.is_animal():
			expect(last == null or item.position.distance_to(last.position) > 50.0, "neighbours do not touch")
			last = item


func test_what_is_between_the_ranks_shown_is_found_above() -> void:
	var layout: TreeLayout = _layout(TreeLayout.Style.FAN)
	expect_equal(layout.find("family:Felidae"), layout.find("order:Carnivora"))
	expect_equal(layout.find("family:Nobody"), -1)
	expect_equal(
		layout.lineage("species:Felis catus").map(func(node: TreeNode) -> String: return node.scientific_name),
		["Mammalia", "Carnivora", "Felidae"]
	)


func test_two_animals_meet_at_their_common_ancestor() -> void:
	var layout: TreeLayout = _layout(TreeLayout.Style.FAN)
	expect_equal(layout.common_ancestor("species:Felis catus", "species:Panthera onca").id, "family:Felidae")
	expect_equal(layout.common_ancestor("species:Felis catus", "species:Ara macao").id, "life")


func test_the_arrow_keys_lead_to_what_lies_that_way() -> void:
	var layout: TreeLayout = _layout(TreeLayout.Style.LEDGER)
	var cat: int = layout.find_animal("felis-catus")
	expect_equal(layout.neighbor(cat, Vector2.DOWN), layout.find_animal("panthera-onca"))
	expect_equal(layout.neighbor(cat, Vector2.RIGHT), -1)


func test_zooming_holds_what_is_under_the_pointer() -> void:
	var camera := TreeCamera.new()
	camera.view = Rect2(0, 0, 400, 400)
	camera.bounds = Rect2(-1000, -1000, 2000, 2000)
	var held: Vector2 = camera.to_world(Vector2(120, 80))
	camera.zoom_at(Vector2(120, 80), 1.5)
	expect(camera.to_world(Vector2(120, 80)).is_equal_approx(held), "held")
	camera.fit()
	expect_equal(camera.zoom, 0.2)


func test_the_tree_cannot_be_lost_from_sight() -> void:
	var camera := TreeCamera.new()
	camera.view = Rect2(0, 0, 400, 400)
	camera.bounds = Rect2(-1000, -1000, 2000, 2000)
	camera.pan(Vector2(90000, 0))
	expect(camera.to_screen(camera.bounds.position).x <= 400.0, "its edge is in sight")


func test_only_chunks_in_sight_are_looked_through() -> void:
	var layout: TreeLayout = TreeLayout.of(FakeTree.large(5000), TreeLayout.Style.LEDGER)
	var chunks: TreeChunks = TreeChunks.of(layout, layout.on_levels(TreeCanvas.DRAWN), TreeBranches.CHUNK)
	var sight := Rect2(0, 0, 400, 840)
	expect(chunks.within(sight).size() < chunks.cells.size(), "not all")
	var found: PackedInt32Array = TreeDetail.visible(layout, chunks, sight)
	var expected: int = layout.items.filter(func(item: TreePlace) -> bool: return sight.has_point(item.position)).size()
	expect_equal(found.size(), expected)
	expect_equal(TreeDetail.nearest(layout, PackedInt32Array(range(500)), Vector2.ZERO).size(), TreeDetail.MOST_PHOTOS)


func test_names_lie_over_no_other() -> void:
	var places: Array[Rect2] = [Rect2(0, 0, 80, 20), Rect2(10, 5, 80, 20), Rect2(0, 30, 80, 20)]
	expect_equal(TreeDetail.uncovered(places), PackedInt32Array([0, 2]))


func test_a_drag_is_no_tap() -> void:
	var camera := TreeCamera.new()
	camera.view = Rect2(0, 0, 400, 400)
	camera.bounds = Rect2(-1000, -1000, 2000, 2000)
	var gestures := TreeGestures.new(camera)
	var taps: Array[Vector2] = []
	gestures.tapped.connect(func(point: Vector2) -> void: taps.append(point))
	for end: Vector2 in [Vector2(100, 100), Vector2(160, 100)]:
		gestures.handle(_button(Vector2(100, 100), true))
		var move := InputEventMouseMotion.new()
		move.button_mask = MOUSE_BUTTON_MASK_LEFT
		move.position = end
		move.relative = end - Vector2(100, 100)
		gestures.handle(move)
		gestures.handle(_button(end, false))
	expect_equal(taps, [Vector2(100, 100)] as Array[Vector2])
	expect_equal(camera.middle, Vector2(-60, 0))


func test_a_pinch_zooms_and_the_mouse_that_a_finger_feigns_moves_nothing() -> void:
	var camera := TreeCamera.new()
	camera.view = Rect2(0, 0, 400, 400)
	camera.bounds = Rect2(-1000, -1000, 2000, 2000)
	var gestures := TreeGestures.new(camera)
	gestures.handle(_touch(0, Vector2(100, 200)))
	gestures.handle(_button(Vector2(100, 200), true))
	gestures.handle(_touch(1, Vector2(300, 200)))
	for finger: int in 2:
		var drag := InputEventScreenDrag.new()
		drag.index = finger
		drag.position = Vector2([50, 350][finger], 200)
		gestures.handle(drag)
	var feigned := InputEventMouseMotion.new()
	feigned.button_mask = MOUSE_BUTTON_MASK_LEFT
	feigned.position = Vector2(50, 200)
	feigned.relative = Vector2(-50, 0)
	gestures.handle(feigned)
	expect(is_equal_approx(camera.zoom, 1.5), "half as large again")
	expect(camera.to_world(Vector2(200, 200)).is_equal_approx(Vector2.ZERO), "its middle has stayed")


func test_the_ledger_is_never_as_small_as_a_line() -> void:
	var camera := TreeCamera.new()
	camera.view = Rect2(0, 0, 400, 400)
	camera.bounds = Rect2(0, 0, 184, 100000)
	camera.smallest = 0.25
	camera.fit()
	expect_equal(camera.zoom, 0.25)
	expect_equal(camera.to_screen(Vector2.ZERO).y, 0.0)


func test_a_branch_that_is_not_held_keeps_its_room() -> void:
	var nodes: Array[TreeNode] = FakeTree.large(400)
	for form: TreeLayout.Style in TreeLayout.Style.values():
		var whole: TreeLayout = TreeLayout.of(nodes, form)
		var part: TreeLayout = TreeLayout.of(FakeTree.held(nodes, [_order_of(nodes, "species:222")]), form)
		expect_equal(part.animal_count(), 400)
		expect(part.bounds.is_equal_approx(whole.bounds), "as large")
		for id: String in [_order_of(nodes, "species:222"), "species:222"]:
			var here: Vector2 = part.items[part.find(id)].position
			expect(here.is_equal_approx(whole.items[whole.find(id)].position), "%s is where it was" % id)


func test_only_what_a_part_of_the_world_shows_of_what_is_not_held_is_in_sight() -> void:
	for form: TreeLayout.Style in TreeLayout.Style.values():
		var nodes: Array[TreeNode] = FakeTree.large(4000)
		var whole: TreeLayout = TreeLayout.of(nodes, form)
		var layout: TreeLayout = TreeLayout.of(FakeTree.held(nodes, []), form)
		var at: Vector2 = whole.items[whole.find("species:2010")].position
		var seen: Array = layout.closed_within(Rect2(at - Vector2(200, 200), Vector2(400, 400)))
		expect(seen.size() >= 1 and seen.size() <= 3, "no more than neighbours")
		var order: String = _order_of(nodes, "species:2010")
		expect(seen.any(func(item: TreePlace) -> bool: return item.node.id == order), "its own order")
	var fan: TreeLayout = TreeLayout.of(FakeTree.held(FakeTree.large(4000), []), TreeLayout.Style.FAN)
	expect_equal(fan.closed_within(Rect2(-100, -100, 200, 200)).size(), 0, "the middle of the fan shows no animal")


func test_numbers_are_said_as_people_say_them() -> void:
	expect_equal(NodeWords.thousands(5400), "5,400")
	expect_equal(NodeWords.thousands(12), "12")


func _touch(finger: int, at: Vector2) -> InputEventScreenTouch:
	var event := InputEventScreenTouch.new()
	event.index = finger
	event.position = at
	event.pressed = true
	return event


func _button(at: Vector2, is_pressed: bool) -> InputEventMouseButton:
	var event := InputEventMouseButton.new()
	event.button_index = MOUSE_BUTTON_LEFT
	event.position = at
	event.pressed = is_pressed
	return event


func _layout(form: TreeLayout.Style) -> TreeLayout:
	return TreeLayout.of(FakeTree.small(), form)


func test_a_node_is_told_in_words() -> void:
	var node := TreeNode.from_json(
		{"animals": 1, "sightings": 4, "people": 3, "found_by_me": true, "species_known": 5400}
	)
	expect_equal(NodeWords.who(node), "You and 2 others, 4 sightings")
	expect_equal(NodeWords.counts(node), "1 of about 5,400 species")


func _order_of(nodes: Array[TreeNode], id: String) -> String:
	return nodes[nodes.find_custom(func(node: TreeNode) -> bool: return node.id == id)].parent


func test_the_whole_of_a_large_tree_is_a_few_lines() -> void:
	var canvas: TreeCanvas = _canvas(TreeLayout.of(FakeTree.held(FakeTree.large(40_000), []), TreeLayout.Style.FAN))
	canvas.show_all()
	var vertices: int = 0
	for mesh: Node in canvas.find_children("*", "MeshInstance2D", true, false):
		if (mesh as MeshInstance2D).is_visible_in_tree():
			vertices += ((mesh as MeshInstance2D).mesh as ArrayMesh).surface_get_array_len(0)
	expect(vertices > 0 and vertices < 10_000, "%d vertices for 1,000 orders" % vertices)
	expect(canvas.find_children("*", "MeshInstance2D", true, false).size() < 100, "in few meshes")


func test_what_is_far_out_of_sight_is_not_built() -> void:
	var canvas: TreeCanvas = _canvas(TreeLayout.of(FakeTree.large(2000), TreeLayout.Style.LEDGER))
	canvas.show_whole()
	expect(canvas.find_children("*", "MultiMeshInstance2D", true, false).size() <= 2, "the first squares of forty")


func test_the_keys_alone_lead_through_the_tree() -> void:
	var canvas: TreeCanvas = _canvas(TreeLayout.of(FakeTree.small(), TreeLayout.Style.LEDGER))
	var pressed: Array[String] = []
	canvas.pressed.connect(func(item: TreePlace, is_key: bool) -> void: pressed.append("%s %s" % [item.name(), is_key]))
	_press(canvas, &"ui_accept")
	expect(canvas.selection >= 0, "the nearest is chosen")
	canvas.select(canvas.layout.find("species:Felis catus"))
	_press(canvas, &"ui_down")
	expect_equal(canvas.accessibility_name, "Panthera onca", "a screen reader is told which")
	_press(canvas, &"ui_accept")
	expect_equal(pressed, ["Panthera onca true"] as Array[String])
	canvas.select(-1)
	expect_equal(canvas.accessibility_name, TreeCanvas.NAME)


func test_two_are_compared_by_keys_and_by_taps() -> void:
	var canvas: TreeCanvas = _canvas(TreeLayout.of(FakeTree.small(), TreeLayout.Style.LEDGER))
	var met: Array[String] = []
	canvas.compared.connect(
		func(first: TreePlace, second: TreePlace) -> void: met.append(first.name() + ", " + second.name())
	)
	canvas.select(canvas.layout.find("species:Felis catus"))
	canvas.compared_from = canvas.selection
	_press(canvas, &"ui_accept")
	expect_equal(met.size(), 0, "not with itself")
	_press(canvas, &"ui_down")
	_press(canvas, &"ui_accept")
	canvas.compared_from = canvas.layout.find("species:Ara macao")
	canvas.call(
		&"_on_tapped", canvas.camera.to_screen(canvas.layout.items[canvas.layout.find("class:Mammalia")].position)
	)
	expect_equal(met, ["Felis catus, Panthera onca", "Ara macao, Mammalia"] as Array[String])
	expect_equal(canvas.compared_from, -1, "and that was it")


func test_who_wants_less_motion_is_there_at_once() -> void:
	var canvas: TreeCanvas = _canvas(TreeLayout.of(FakeTree.large(500), TreeLayout.Style.LEDGER))
	var goal: int = canvas.layout.find("species:400")
	var before: Settings.Movement = Store.settings.motion
	Store.settings.motion = Settings.Movement.FULL
	canvas.fly_to(goal)
	expect(canvas.camera.middle.y < canvas.layout.items[goal].position.y, "a flight takes a while")
	Store.settings.motion = Settings.Movement.REDUCED
	canvas.fly_to(goal)
	expect_equal(canvas.camera.middle.y, canvas.layout.items[goal].position.y)
	Store.settings.motion = before


func _canvas(layout: TreeLayout) -> TreeCanvas:
	var canvas: TreeCanvas = adopt(TreeCanvas.new())
	canvas.theme = Look.fitted(false, true, 100)
	canvas.size = Vector2(800, 600)
	canvas.camera.view = Rect2(0, 0, 800, 600)
	canvas.show_tree(layout)
	return canvas


func _press(canvas: TreeCanvas, action: StringName) -> void:
	var event := InputEventAction.new()
	event.action = action
	event.pressed = true
	canvas.call(&"_gui_input", event)


func test_a_branch_that_comes_leaves_what_is_drawn_of_the_others_as_it_is() -> void:
	var nodes: Array[TreeNode] = FakeTree.large(400)
	var orders: PackedStringArray = [_order_of(nodes, "species:0"), _order_of(nodes, "species:10")]
	var canvas: TreeCanvas = _canvas(TreeLayout.of(FakeTree.held(nodes, orders), TreeLayout.Style.LEDGER))
	canvas.show_whole()
	var before: Array[int] = _drawn(canvas)
	var more: PackedStringArray = orders.duplicate()
	more.append(_order_of(nodes, "species:399"))
	canvas.update_tree(TreeLayout.of(FakeTree.held(nodes, more), canvas.layout.form))
	expect(before.size() > 0, "something is drawn")
	expect_equal(_drawn(canvas).filter(func(id: int) -> bool: return id in before).size(), before.size() - 1, "bands")
	canvas.update_tree(TreeLayout.of(FakeTree.held(nodes, [orders[0]]), canvas.layout.form))
	expect(_drawn(canvas).any(func(id: int) -> bool: return not id in before), "what has changed is drawn anew")


func test_a_photograph_stays_while_branches_come() -> void:
	var nodes: Array[TreeNode] = FakeTree.mockup()
	var memory: TextureMemory = Store.images.get(&"_memory")
	for node: TreeNode in nodes:
		if node.thumbnail_url:
			memory.keep(node.thumbnail_url, PlaceholderTexture2D.new())
	var canvas: TreeCanvas = _canvas(TreeLayout.of(nodes, TreeLayout.Style.LEDGER))
	canvas.show_whole()
	var before: Array[Node] = canvas.find_children("*", "PictureView", true, false)
	canvas.update_tree(TreeLayout.of(nodes, TreeLayout.Style.LEDGER))
	expect(before.size() > 0, "there are some")
	expect_equal(canvas.find_children("*", "PictureView", true, false), before)


func test_the_next_animals_are_those_that_friends_have_met() -> void:
	var nodes: Array[TreeNode] = FakeTree.small()
	for node: TreeNode in nodes:
		node.found_by_me = node.scientific_name == "Felis catus"
		node.creation_index = {"Panthera onca": Model.ABSENT, "Ara macao": 7}.get(node.scientific_name, 9)
	var layout: TreeLayout = TreeLayout.of(nodes, TreeLayout.Style.FAN)
	expect_equal(_next(layout, "life"), ["Ara macao", "Panthera onca"], "those with a number first")
	expect_equal(_next(layout, "class:Mammalia"), ["Panthera onca"], "of the group alone")
	nodes[nodes.size() - 1].who.clear()
	expect_equal(_next(TreeLayout.of(nodes, TreeLayout.Style.FAN), "class:Aves"), [], "nobody that one knows")


func test_a_group_shows_no_more_than_three_that_are_next() -> void:
	var sheet: NodeSheet = adopt(load("res://screens/tree/node_sheet.tscn").instantiate())
	var nodes: Array[TreeNode] = FakeTree.large(60)
	for node: TreeNode in nodes:
		node.found_by_me = false
		node.creation_index = node.scientific_name.to_int()
	var layout: TreeLayout = TreeLayout.of(nodes, TreeLayout.Style.FAN)
	var chosen: Array[String] = []
	sheet.next_chosen.connect(func(item: TreePlace) -> void: chosen.append(item.name()))
	sheet.show_item(layout.items[0], layout)
	var rows: Array[Node] = sheet.get_node(^"%NextRows").get_children()
	expect_equal(rows.size(), 3)
	expect_equal((rows[0].get_node(^"%Icon") as Glyph).palette, &"Mammalia", "its class's colour")
	(rows[0] as ListRow).pressed.emit()
	expect_equal(chosen, ["Animal 0"] as Array[String])
	sheet.show_item(layout.items[layout.find_animal("animal-0")], layout)
	expect(not (sheet.get_node(^"%Next") as Control).visible, "an animal has none")


func test_who_else_has_met_an_animal_stands_at_it() -> void:
	Session.user = Me.from_json({"id": "ana", "username": "ana.r"})
	var others: Array[Finder] = TreePeople.others(FakeTree.mockup()[-1])
	expect_equal(others.map(func(finder: Finder) -> String: return finder.username), ["Mika"], "not oneself")
	Session.user = null


func _next(layout: TreeLayout, id: String) -> Array:
	return layout.unseen_below(layout.find(id)).map(func(item: TreePlace) -> String: return item.node.scientific_name)


func _drawn(canvas: TreeCanvas) -> Array[int]:
	var ids: Array[int] = []
	for layer: ChunkLayer in canvas.find_children("*", "ChunkLayer", true, false):
		for child: Node in layer.get_children():
			if not child.is_queued_for_deletion():
				ids.append(child.get_instance_id())
	return ids
