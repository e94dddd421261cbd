class_name ListRow
extends PanelContainer
## A row of a list: icon, title, detail, value, and an icon at the end.

signal pressed

@export var icon: Texture2D
@export var title: String
@export var detail: String
@export var value: String
@export var end_icon: Texture2D
@export var title_style: StringName = &"Row"
@export var detail_style: StringName = &"SmallDim"
@export var tone: StringName = &"ink2"
@export var inset: StringName = &"FactInset"
## The row can be pressed.
@export var leads_on: bool = false
## The icon is beside the title, not in the middle of the row.
@export var has_icon_on_top: bool = false
@export var has_line: bool = true


func _ready() -> void:
	show_row(title, detail, value)
	var glyph: Glyph = %Icon
	glyph.texture = icon
	glyph.tone = tone
	glyph.visible = icon != null
	glyph.size_flags_vertical = SIZE_SHRINK_BEGIN if has_icon_on_top else SIZE_SHRINK_CENTER
	(%Title as Label).theme_type_variation = title_style
	(%Detail as Label).theme_type_variation = detail_style
	(%End as Glyph).texture = end_icon
	(%End as Glyph).visible = end_icon != null
	(%Line as Control).visible = has_line
	(%Inset as Control).theme_type_variation = inset
	focus_mode = FOCUS_ALL if leads_on else FOCUS_NONE
	if leads_on:
		(%Tap as Tap).tapped.connect(pressed.emit)
	else:
		(%Tap as Tap).queue_free()


## Shows a person's picture before the icon.
func show_person(person: PersonCard) -> void:
	(%Avatar as Control).show()
	(%Avatar as Avatar).show_person(person)


## Shows the mark of a class as the icon.
func show_class(animal_class: StringName) -> void:
	(%Icon as Glyph).show()
	(%Icon as Glyph).show_class(animal_class)


func show_row(new_title: String, new_detail: String = "", new_value: String = "") -> void:
	title = new_title
	detail = new_detail
	value = new_value
	(%Title as Label).text = title
	(%Detail as Label).text = detail
	(%Detail as Label).visible = detail != ""
	(%Value as Label).text = value
	(%Value as Label).visible = value != ""
	accessibility_name = Spoken.listed([atr(title), atr(detail), atr(value)])
