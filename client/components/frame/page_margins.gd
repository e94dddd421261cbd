class_name PageMargins
extends Container
## The margins of a screen's content, by the width of the screen, with a limit on the length of lines.

const WIDEST := 1440.0

@export var widest: float = WIDEST
## Space above and below; below, the camera button rises out of a phone's tab bar.
@export var above: float = 14.0
@export var below: float = 44.0
## The margins at the sides; 0 takes those of the design.
@export var beside: float = 0.0
@export var above_wide: float = 24.0


func _notification(what: int) -> void:
	if what == NOTIFICATION_SORT_CHILDREN:
		for child: Node in get_children():
			if child is Control:
				fit_child_in_rect(child, _inner())


func _get_minimum_size() -> Vector2:
	var least := Vector2.ZERO
	for child: Node in get_children():
		if child is Control and (child as Control).visible:
			least = least.max((child as Control).get_combined_minimum_size())
	return least + Vector2(_margins().x + _margins().y, _above() + below)


## Left and right.
func _margins() -> Vector2:
	var outer: float = get_viewport_rect().size.x if is_inside_tree() else 0.0
	if beside > 0.0:
		return Vector2(beside, beside)
	if outer < Look.WIDE:
		return Vector2(16, 16)
	if outer < 1200.0:
		return Vector2(32, 32)
	return Vector2(40, 48)


## The width of a scroll bar, which lies in the margin.
func _scroll_bar() -> float:
	var parent: ScrollContainer = get_parent() as ScrollContainer
	return parent.size.x - size.x if parent else 0.0


func _above() -> float:
	return above_wide if Look.is_wide(self) else above


func _inner() -> Rect2:
	var margins: Vector2 = _margins() - Vector2(0.0, _scroll_bar())
	var width: float = minf(size.x - margins.x - margins.y, widest)
	var spare: float = maxf(size.x - margins.x - margins.y - width, 0.0)
	var left: float = margins.x + spare / 2.0
	return Rect2(left, _above(), width, size.y - _above() - below)
