class_name CameraTab
extends Control
## The main action: the camera, raised in the bar's middle or on top of the rail.

signal pressed


func _ready() -> void:
	(%Disc as Button).pressed.connect(pressed.emit)
	show_dot(0)
	show_progress(-1.0)


func show_active(is_active: bool) -> void:
	(%Title as Label).theme_type_variation = &"TabOn" if is_active else &"Tab"


## A photograph is finished and not looked at.
func show_dot(count: int) -> void:
	(%Dot as Control).visible = count > 0
	(%Count as Label).text = str(count)


## A photograph is on its way: a ring round the camera; below 0 there is none.
func show_progress(share: float) -> void:
	(%Progress as Ring).visible = share >= 0.0
	(%Progress as Ring).value = maxf(share, 0.0)
