class_name MapCamera
extends CanvasCamera
## The visible part of the world: the point in the middle, and the width of the world in pixels.

## 390 pixels are 15 km at the equator.
const LARGEST := 1048576.0
## A single place is shown with about 2,000 km around it.
const CLOSE := 8192.0
const MARGIN := 64.0
## On the right stand the tools: no pin is shown under them, and none has to stay there.
const TOOLS_MARGIN := 96.0

var view := Vector2.ONE:
	set(value):
		view = value.max(Vector2.ONE)
		zoom_at(view / 2.0, 1.0)


func _init() -> void:
	middle = Vector2(0.5, 0.5)


## Shows a part of the world with some space around it, at most as close as `nearest`.
func fit(part: Rect2, nearest: float = CLOSE) -> void:
	var room: Vector2 = (view - Vector2(MARGIN + TOOLS_MARGIN, MARGIN * 2.0)).max(Vector2(MARGIN, MARGIN))
	var wanted: Vector2 = room / part.size.max(Vector2.ONE / LARGEST)
	zoom = clampf(minf(wanted.x, wanted.y), _smallest(), nearest)
	middle = part.get_center() + Vector2(TOOLS_MARGIN - MARGIN, 0.0) / (2.0 * zoom)
	_keep_in_reach()


func centre(point: Vector2) -> void:
	middle = point
	_keep_in_reach()


## The middle of the view.
func metres_per_pixel() -> float:
	return Mercator.side_m(Mercator.latitude(middle.y)) / zoom


func _centre() -> Vector2:
	return view / 2.0


func _largest() -> float:
	return LARGEST


## The zoom at which the world fills the width of the view.
func _smallest() -> float:
	return view.x


func _keep_in_reach() -> void:
	var half: Vector2 = (view / (2.0 * zoom)).min(Vector2(0.5, 0.5))
	middle = middle.clamp(half, Vector2.ONE - half + Vector2(TOOLS_MARGIN / zoom, 0.0))
