class_name PersonRow
extends PanelContainer
## A person as a row of a list, with actions.

signal pressed
signal menu_requested

const MOST_MARKS := 3
const MARK := preload("res://components/controls/glyph.tscn")


func _ready() -> void:
	(%Tap as Tap).tapped.connect(pressed.emit)
	(%Tap as Tap).held.connect(menu_requested.emit)
	focus_mode = FOCUS_ALL
	_arrange()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_arrange()


func show_person(person: PersonCard, detail: String) -> void:
	(%Avatar as Avatar).show_person(person)
	(%Name as Label).text = FriendWords.name(person)
	(%Detail as Label).text = detail
	(%Detail as Label).visible = detail != ""
	accessibility_name = Spoken.listed([FriendWords.name(person), detail])


func show_picture(texture: Texture2D) -> void:
	(%Avatar as Avatar).show_picture(texture)


## Shows the marks of the classes with most animals, where there is room.
func show_classes(counts: Dictionary) -> void:
	var names: Array = counts.keys()
	names.sort_custom(func(a: String, b: String) -> bool: return counts[a] > counts[b])
	for name: String in names.slice(0, MOST_MARKS):
		var mark: Glyph = MARK.instantiate()
		mark.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
		mark.custom_minimum_size = Vector2(18, 18)
		mark.size_flags_vertical = SIZE_SHRINK_CENTER
		(%Marks as Container).add_child(mark)
		mark.show_class(AnimalClass.named(name))


## Adds a button at the end of the row, in place of the caret.
func add_action(button: Button, is_busy: bool) -> void:
	(%End as Control).hide()
	button.disabled = is_busy
	(%Actions as Container).show()
	(%Actions as Container).add_child(button)


func hide_line() -> void:
	(%Line as Control).hide()


## With large text, a name has no room beside the buttons.
func _arrange() -> void:
	(%Lines as BoxContainer).vertical = Look.has_large_text(self)
