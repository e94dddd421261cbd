class_name SmallButton
extends Button
## A button that is drawn smaller than a fingertip, with the touch target of one.

const TARGET := Vector2(44.0, 44.0)


func target_size() -> Vector2:
	return size.max(TARGET)


func _has_point(point: Vector2) -> bool:
	return Rect2(Vector2.ZERO, size).grow_individual(_spare().x, _spare().y, _spare().x, _spare().y).has_point(point)


func _spare() -> Vector2:
	return (target_size() - size) / 2.0
