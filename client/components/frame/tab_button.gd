class_name TabButton
extends VBoxContainer
## A tab of the bar or the rail.

signal pressed

@export var title: String
@export var icon: Texture2D
@export var icon_on: Texture2D


func _ready() -> void:
	(%Title as Label).text = title
	(%Tap as Tap).tapped.connect(pressed.emit)
	show_active(false)
	show_dot(0)


func show_active(is_active: bool) -> void:
	(%Icon as Glyph).texture = icon_on if is_active else icon
	(%Icon as Glyph).tone = &"primary" if is_active else &"ink2"
	(%Title as Label).theme_type_variation = &"TabOn" if is_active else &"Tab"
	(%ActiveMark as Control).visible = is_active and Look.is_wide(self)


## Shows a dot with the number of items to look at.
func show_dot(count: int) -> void:
	(%Dot as Control).visible = count > 0
	(%Count as Label).text = str(count)
	accessibility_name = Spoken.listed([atr(title), str(count)]) if count else title
