class_name TreeGestures
extends CanvasGestures
## Moves a tree's camera by dragging, wheel and pinch, and distinguishes taps from holding.

signal moved
## Held for a moment, or right-clicked.
signal held(point: Vector2)

const HOLD_MS := 500

var camera: TreeCamera

var _down_since: int = 0


func _init(of_camera: TreeCamera) -> void:
	camera = of_camera
	panned.connect(_pan)
	zoomed.connect(_zoom)


func _on_button(event: InputEventMouseButton) -> void:
	if event.pressed and event.button_index == MOUSE_BUTTON_RIGHT:
		held.emit(event.position)
	elif event.pressed and event.button_index == MOUSE_BUTTON_LEFT:
		_down_since = Time.get_ticks_msec()
	super(event)


func _tap(point: Vector2) -> void:
	(held if Time.get_ticks_msec() - _down_since >= HOLD_MS else tapped).emit(point)


func _pan(by: Vector2) -> void:
	camera.pan(by)
	moved.emit()


func _zoom(point: Vector2, factor: float) -> void:
	camera.zoom_at(point, factor)
	moved.emit()
