class_name Drawing
extends Control
## A control that draws itself in the theme's colours and takes no clicks.


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		queue_redraw()
