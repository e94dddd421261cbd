@abstract class_name CanvasCamera
extends RefCounted
## The visible part of a world: the point in the middle of the view, and the zoom.

var middle := Vector2.ZERO
var zoom: float = 1.0


func to_screen(point: Vector2) -> Vector2:
	return (point - middle) * zoom + _centre()


func to_world(point: Vector2) -> Vector2:
	return (point - _centre()) / zoom + middle


func transform() -> Transform2D:
	return Transform2D(0.0, Vector2(zoom, zoom), 0.0, _centre() - middle * zoom)


func pan(by: Vector2) -> void:
	middle -= by / zoom
	_keep_in_reach()


## Zooms so that the point of the world under a point of the screen stays there.
func zoom_at(point: Vector2, factor: float) -> void:
	var held: Vector2 = to_world(point)
	zoom = clampf(zoom * factor, _smallest(), _largest())
	middle = held - (point - _centre()) / zoom
	_keep_in_reach()


## The middle of the view on the screen.
@abstract func _centre() -> Vector2

@abstract func _smallest() -> float

@abstract func _largest() -> float

@abstract func _keep_in_reach() -> void
