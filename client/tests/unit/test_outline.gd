extends TestCase
## The contents of the screen as text.


func test_what_is_visible_is_named_in_reading_order() -> void:
	var box: VBoxContainer = adopt(VBoxContainer.new())
	var button := Button.new()
	button.text = "Go"
	button.disabled = true
	var hidden := Label.new()
	hidden.text = "Hidden"
	hidden.visible = false
	var icon := Button.new()
	icon.accessibility_name = "Close"
	for child: Control in [button, hidden, icon, Control.new()]:
		box.add_child(child)
	var found: Array = Outline.of(box)
	expect_equal(found.map(func(one: Dictionary) -> String: return one["name"]), ["Go", "Close"])
	expect_equal(found[0]["disabled"], true)


func test_a_secret_is_not_told() -> void:
	var box: VBoxContainer = adopt(VBoxContainer.new())
	var input := LineEdit.new()
	input.accessibility_name = "Password"
	input.secret = true
	input.text = "hunter2"
	box.add_child(input)
	expect_equal(Outline.of(box)[0]["text"], "")


func test_what_is_typed_is_no_name() -> void:
	var box: VBoxContainer = adopt(VBoxContainer.new())
	var notes := TextEdit.new()
	notes.text = "Two on the log."
	box.add_child(notes)
	expect_equal(Outline.of(box), [])
	notes.accessibility_name = "Notes"
	expect_equal(Outline.of(box)[0]["text"], "Two on the log.")


func test_a_row_is_named_by_the_texts_that_it_shows() -> void:
	var row: ListRow = (load("res://components/controls/list_row.tscn") as PackedScene).instantiate()
	adopt(row)
	row.show_row("Sign out")
	expect_equal(row.accessibility_name, "Sign out")
	row.show_row("Text size", "", "100%")
	expect_equal(row.accessibility_name, "Text size, 100%")


func test_what_scrolls_tells_in_what() -> void:
	var page: Control = adopt(Control.new())
	var scroll := ScrollContainer.new()
	page.add_child(scroll)
	var button := Button.new()
	button.text = "Go"
	button.custom_minimum_size = Vector2(100, 600)
	scroll.add_child(button)
	scroll.size = Vector2(100, 200)
	await frames()
	var found: Dictionary = Outline.of(page)[0]
	expect_equal([found["y"], found["scroll_y"]], [300.0, 100.0])
