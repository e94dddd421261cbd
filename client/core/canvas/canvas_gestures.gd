class_name CanvasGestures
extends RefCounted
## Gestures on a canvas by finger, mouse or touchpad: panning, zooming, tapping.

signal panned(by: Vector2)
signal zoomed(point: Vector2, factor: float)
signal tapped(point: Vector2)

const WHEEL := 1.15
const DOUBLE := 2.0
const PAN_STEP := 16.0
const SLACK := 10.0

var _touches: Dictionary[int, Vector2] = {}
var _down_at := Vector2.INF
var _is_dragging: bool = false


func handle(event: InputEvent) -> void:
	if event is InputEventScreenTouch:
		_on_touch(event)
	elif event is InputEventScreenDrag:
		_on_finger(event)
	elif event is InputEventMagnifyGesture:
		zoomed.emit(event.position, event.factor)
	elif event is InputEventPanGesture:
		panned.emit(-event.delta * PAN_STEP)
	elif event is InputEventMouseButton:
		_on_button(event)
	elif event is InputEventMouseMotion and event.button_mask & MOUSE_BUTTON_MASK_LEFT:
		_on_drag(event)


## A second finger ends the gesture of the first, which also acts as the mouse.
func _on_touch(event: InputEventScreenTouch) -> void:
	if event.pressed:
		_touches[event.index] = event.position
	else:
		_touches.erase(event.index)
	if _touches.size() > 1:
		_down_at = Vector2.INF


## Two fingers zoom by their distance, and pan by the movement of their middle.
func _on_finger(event: InputEventScreenDrag) -> void:
	if _touches.size() != 2 or not _touches.has(event.index):
		return
	var before: Array[Vector2] = _touches.values()
	_touches[event.index] = event.position
	var after: Array[Vector2] = _touches.values()
	var apart: float = maxf(before[0].distance_to(before[1]), 1.0)
	panned.emit((after[0] + after[1] - before[0] - before[1]) / 2.0)
	zoomed.emit((after[0] + after[1]) / 2.0, after[0].distance_to(after[1]) / apart)


func _on_button(event: InputEventMouseButton) -> void:
	match event.button_index:
		MOUSE_BUTTON_WHEEL_UP when event.pressed:
			zoomed.emit(event.position, WHEEL)
		MOUSE_BUTTON_WHEEL_DOWN when event.pressed:
			zoomed.emit(event.position, 1.0 / WHEEL)
		MOUSE_BUTTON_LEFT when event.double_click and event.pressed:
			zoomed.emit(event.position, DOUBLE)
		MOUSE_BUTTON_LEFT when event.pressed:
			_down_at = event.position
			_is_dragging = false
		MOUSE_BUTTON_LEFT:
			_release(event.position)


func _release(point: Vector2) -> void:
	if _down_at != Vector2.INF and not _is_dragging:
		_tap(point)
	_down_at = Vector2.INF


func _tap(point: Vector2) -> void:
	tapped.emit(point)


func _on_drag(event: InputEventMouseMotion) -> void:
	if _down_at == Vector2.INF:
		return
	_is_dragging = _is_dragging or _down_at.distance_to(event.position) > SLACK
	if _is_dragging:
		panned.emit(event.relative)
