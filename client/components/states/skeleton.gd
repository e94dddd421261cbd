class_name Skeleton
extends Container
## The shape of what is on its way; what comes at once is never preceded by it.

const AFTER := 0.15


func _notification(what: int) -> void:
	if what == NOTIFICATION_VISIBILITY_CHANGED and is_visible_in_tree():
		modulate.a = 0.0
		create_tween().tween_callback(func() -> void: modulate.a = 1.0).set_delay(AFTER)
