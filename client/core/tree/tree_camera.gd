class_name TreeCamera
extends CanvasCamera
## The visible part of the tree: the point in the middle of the view, and the zoom.

const LARGEST := 4.0
## How far the view may move beyond the tree's edge.
const SLACK := 80.0

## The smallest zoom, even if the whole tree does not fit.
var smallest: float = 0.0
## The part of the canvas that nothing covers.
var view := Rect2(0, 0, 1, 1)
var bounds := Rect2()


## The zoom at which the whole tree fits.
func fitting() -> float:
	return minf(view.size.x / maxf(bounds.size.x, 1.0), view.size.y / maxf(bounds.size.y, 1.0))


## Shows the whole tree, or as much of its beginning as fits.
func fit() -> void:
	zoom = _smallest()
	middle = bounds.get_center()
	middle.y = minf(middle.y, bounds.position.y + view.size.y / (2.0 * zoom))


## Shows the beginning of the tree at its own size, like a list.
func show_top() -> void:
	zoom = minf(1.0, view.size.x / maxf(bounds.size.x, 1.0))
	middle = bounds.position + view.size / (2.0 * zoom)


## The visible part of the tree with a margin of `margin` pixels.
func world_rect(canvas: Vector2, margin: float) -> Rect2:
	var corner: Vector2 = to_world(Vector2(-margin, -margin))
	return Rect2(corner, (canvas + Vector2(margin, margin) * 2.0) / zoom)


func _centre() -> Vector2:
	return view.get_center()


func _largest() -> float:
	return LARGEST


func _smallest() -> float:
	return clampf(fitting(), smallest, 1.0)


func _keep_in_reach() -> void:
	var free: Vector2 = (view.size / zoom - bounds.size).max(Vector2.ZERO) / 2.0
	var half: Vector2 = view.size / (2.0 * zoom)
	var slack: Vector2 = Vector2(SLACK, SLACK) / zoom + free
	middle = middle.clamp(bounds.position + half - slack - free, bounds.end - half + slack + free)
