class_name CameraTab
extends Control
## The main action: the camera, raised in the middle of the bar or on top of the rail.

signal pressed


func _ready() -> void:
	(%Disc as Button).pressed.connect(pressed.emit)
	show_dot(0)
	show_progress(-1.0)


func show_active(is_active: bool) -> void:
	(%Title as Label).theme_type_variation = &"TabOn" if is_active else &"Tab"


## Shows that a finished photograph has not been looked at.
func show_dot(count: int) -> void:
	(%Dot as Control).visible = count > 0
	(%Count as Label).text = str(count)


## The progress of a photograph as a ring around the camera; below 0 there is none.
func show_progress(share: float) -> void:
	(%Progress as Ring).visible = share >= 0.0
	(%Progress as Ring).value = maxf(share, 0.0)
