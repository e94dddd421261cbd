extends TestCase
## The theme, the size of touch targets, and the reuse of the grid's cards.

const TARGET := 44.0
const FOLDERS: PackedStringArray = ["res://components/", "res://screens/"]
const ELSEWHERE: Array[String] = ["Scroll", "Work", "Strip", "Notes"]


func test_a_line_is_as_high_as_the_design_says() -> void:
	var theme: Theme = Look.fitted(false, false, 100)
	expect_equal(theme.get_font_size(&"font_size", &"Title"), 28)
	expect_equal(roundi(theme.get_font(&"font", &"Title").get_height(28)), 32)


func test_titles_are_larger_on_wide_screens() -> void:
	expect_equal(Look.fitted(false, true, 100).get_font_size(&"font_size", &"Title"), 34)


func test_every_size_follows_the_text_size() -> void:
	for percent: int in Look.TEXT_SIZES:
		var theme: Theme = Look.fitted(false, false, percent)
		var size: int = theme.get_font_size(&"font_size", &"Body")
		expect_equal(size, roundi(16 * percent / 100.0))
		expect_equal(roundi(theme.get_font(&"font", &"Body").get_height(size)), roundi(24 * percent / 100.0))


func test_dark_is_prussian() -> void:
	expect_equal(Look.fitted(true, false, 100).get_color(&"paper", &"Palette").to_html(false), "0c2138")


func test_whatever_takes_the_focus_is_as_large_as_a_fingertip() -> void:
	for path: String in _scenes():
		var scene: Control = (load(path) as PackedScene).instantiate() as Control
		if scene == null:
			continue
		scene.theme = Look.fitted(false, false, 100)
		adopt(scene)
		await root.get_tree().process_frame
		for control: Control in _touchable(scene):
			var size: Vector2 = _target(control)
			expect(size.y >= TARGET and size.x >= TARGET, "%s: %s is %s" % [path, control.get_path(), size])
		scene.queue_free()


func test_the_grid_makes_only_what_is_in_sight() -> void:
	var grid: CardGrid = await _grid(5000)
	expect(grid.get_child_count() < 40, "%d cards" % grid.get_child_count())
	expect(grid.custom_minimum_size.y > 100000.0, "as high as all")


func test_the_grid_uses_its_cards_again() -> void:
	var grid: CardGrid = await _grid(5000)
	var made: int = grid.get_child_count()
	var scroll: ScrollContainer = grid.get_parent()
	for step: int in 20:
		scroll.scroll_vertical += 3000
		for frame: int in 4:
			await root.get_tree().process_frame
	expect(grid.get_child_count() <= made + CardGrid.BUILT_A_FRAME * 4, "%d after %d" % [grid.get_child_count(), made])


func test_a_seal_is_pale_until_it_is_earned() -> void:
	var seal: SealView = adopt(SealView.new())
	seal.progress = 0.99
	expect(not seal.is_earned(), "not yet")
	seal.progress = 1.0
	expect(seal.is_earned(), "earned")


func _grid(count: int) -> CardGrid:
	var scroll := ScrollContainer.new()
	scroll.size = Vector2(390, 700)
	scroll.theme = Look.fitted(false, false, 100)
	adopt(scroll)
	var grid := CardGrid.new()
	grid.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	scroll.add_child(grid)
	var faces: Array[CardFace] = []
	for number: int in count:
		var face := CardFace.new()
		face.number = number + 1
		face.name = "Animal %d" % number
		faces.append(face)
	grid.show_faces(faces)
	for frame: int in 12:
		await root.get_tree().process_frame
	return grid


func _scenes() -> PackedStringArray:
	var found: PackedStringArray = []
	for folder: String in FOLDERS:
		found.append_array(_scenes_in(folder))
	return found


func _scenes_in(folder: String) -> PackedStringArray:
	var found: PackedStringArray = []
	for entry: String in ResourceLoader.list_directory(folder):
		if entry.ends_with("/"):
			found.append_array(_scenes_in(folder + entry))
		elif entry.ends_with(".tscn"):
			found.append(folder + entry)
	return found


func _touchable(node: Node) -> Array[Control]:
	var found: Array[Control] = []
	for child: Node in [node] + node.get_children():
		if child != node:
			found.append_array(_touchable(child))
		elif _takes_focus(child) and not child.name in ELSEWHERE:
			found.append(child)
	return found


func _takes_focus(node: Node) -> bool:
	var control: Control = node as Control
	return control != null and control.is_visible_in_tree() and control.focus_mode == Control.FOCUS_ALL


func _target(control: Control) -> Vector2:
	var least: Vector2 = control.size.max(control.get_combined_minimum_size())
	return least.max(SmallButton.TARGET) if control is SmallButton else least
