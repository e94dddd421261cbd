class_name Glyph
extends TextureRect
## A drawing in one colour of the theme.

@export var tone: StringName = &"ink":
	set(value):
		tone = value
		_tint()
## The theme type that the colour is taken from: the palette or a class.
@export var palette: StringName = &"Palette":
	set(value):
		palette = value
		_tint()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		_tint()


## Shows the mark of a class, in its colour.
func show_class(animal_class: StringName) -> void:
	texture = AnimalClass.mark(animal_class)
	palette = animal_class
	tone = &"accent"


func _tint() -> void:
	self_modulate = get_theme_color(tone, palette)
