class_name TreeGestures
extends RefCounted
## Moves a tree's camera as somebody drags, turns the wheel or pinches, and tells taps from that.

signal moved
signal tapped(point: Vector2)
## Held for a moment, or clicked with the other button.
signal held(point: Vector2)

const WHEEL := 1.15
const SLACK := 10.0
const HOLD_MS := 500

var camera: TreeCamera

var _touches: Dictionary[int, Vector2] = {}
var _down_at := Vector2.INF
var _down_since: int = 0
var _is_dragging: bool = false


func _init(of_camera: TreeCamera) -> void:
	camera = of_camera


func handle(event: InputEvent) -> void:
	if event is InputEventScreenTouch:
		_on_touch(event)
	elif event is InputEventScreenDrag:
		_on_finger(event)
	elif event is InputEventMagnifyGesture:
		_zoom(event.position, event.factor)
	elif event is InputEventPanGesture:
		_pan(-event.delta * 16.0)
	elif event is InputEventMouseButton:
		_on_button(event)
	elif event is InputEventMouseMotion and event.button_mask & MOUSE_BUTTON_MASK_LEFT:
		_on_drag(event)


func _on_touch(event: InputEventScreenTouch) -> void:
	if event.pressed:
		_touches[event.index] = event.position
	else:
		_touches.erase(event.index)
	if _touches.size() > 1:
		_down_at = Vector2.INF


## Two fingers zoom by how far they part, and pan by how far their middle moves.
func _on_finger(event: InputEventScreenDrag) -> void:
	if _touches.size() != 2 or not _touches.has(event.index):
		return
	var before: Array[Vector2] = _touches.values()
	_touches[event.index] = event.position
	var after: Array[Vector2] = _touches.values()
	var apart: float = maxf(before[0].distance_to(before[1]), 1.0)
	camera.pan((after[0] + after[1] - before[0] - before[1]) / 2.0)
	_zoom((after[0] + after[1]) / 2.0, after[0].distance_to(after[1]) / apart)


func _on_button(event: InputEventMouseButton) -> void:
	match event.button_index:
		MOUSE_BUTTON_WHEEL_UP when event.pressed:
			_zoom(event.position, WHEEL)
		MOUSE_BUTTON_WHEEL_DOWN when event.pressed:
			_zoom(event.position, 1.0 / WHEEL)
		MOUSE_BUTTON_RIGHT when event.pressed:
			held.emit(event.position)
		MOUSE_BUTTON_LEFT when event.double_click and event.pressed:
			_zoom(event.position, 2.0)
		MOUSE_BUTTON_LEFT when event.pressed:
			_down_at = event.position
			_down_since = Time.get_ticks_msec()
			_is_dragging = false
		MOUSE_BUTTON_LEFT:
			_release(event.position)


func _release(point: Vector2) -> void:
	if _down_at != Vector2.INF and not _is_dragging:
		(held if Time.get_ticks_msec() - _down_since >= HOLD_MS else tapped).emit(point)
	_down_at = Vector2.INF


func _on_drag(event: InputEventMouseMotion) -> void:
	if _down_at == Vector2.INF:
		return
	_is_dragging = _is_dragging or _down_at.distance_to(event.position) > SLACK
	if _is_dragging:
		_pan(event.relative)


func _pan(by: Vector2) -> void:
	camera.pan(by)
	moved.emit()


func _zoom(point: Vector2, factor: float) -> void:
	camera.zoom_at(point, factor)
	moved.emit()
