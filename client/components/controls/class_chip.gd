class_name ClassChip
extends SmallButton
## A chip of a class: its mark, its word and how many there are.

@export var animal_class: StringName


func _ready() -> void:
	toggled.connect(func(_is_on: bool) -> void: _fit())


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit()


## Empty for all classes.
func show_class(of_class: StringName, count: int) -> void:
	animal_class = of_class
	(%Mark as Glyph).visible = of_class != &""
	if of_class:
		(%Mark as Glyph).show_class(of_class)
	(%Word as Label).text = AnimalClass.PLURALS.get(of_class, "All")
	(%Count as Label).text = str(count)
	accessibility_name = "%s, %d" % [tr((%Word as Label).text), count]
	_fit()


func _fit() -> void:
	(%Word as Label).theme_type_variation = &"ChipWordOn" if button_pressed else &"ChipWord"
	(%Count as Label).theme_type_variation = &"ChipCountOn" if button_pressed else &"ChipCount"
	custom_minimum_size.x = (%Row as Control).get_combined_minimum_size().x + 26.0
