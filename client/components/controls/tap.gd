class_name Tap
extends Node
## Lets its parent be tapped, held and pressed by key, without interfering with scrolling.

signal tapped
## Held for a moment, or right-clicked.
signal held

const SLACK := 10.0
const HOLD := 0.5

var _down_at := Vector2.INF
var _timer := Timer.new()


func _ready() -> void:
	_timer.one_shot = true
	_timer.timeout.connect(_on_held)
	add_child(_timer)
	var parent: Control = get_parent()
	parent.gui_input.connect(_on_input)
	parent.mouse_default_cursor_shape = Control.CURSOR_POINTING_HAND


func _on_input(event: InputEvent) -> void:
	if event is InputEventMouseButton:
		_on_button(event)
	elif event is InputEventMouseMotion and _down_at.distance_to(event.position) > SLACK:
		_release()
	elif event.is_action_pressed(&"ui_accept") and not event.is_echo():
		tapped.emit()
	elif event.is_action_pressed(&"ui_menu"):
		held.emit()


func _on_button(event: InputEventMouseButton) -> void:
	if event.button_index == MOUSE_BUTTON_RIGHT and event.pressed:
		held.emit()
	elif event.button_index == MOUSE_BUTTON_LEFT and event.pressed:
		_down_at = event.position
		_timer.start(HOLD)
	elif event.button_index == MOUSE_BUTTON_LEFT and _down_at != Vector2.INF:
		_release()
		tapped.emit()


func _on_held() -> void:
	_release()
	held.emit()


func _release() -> void:
	_down_at = Vector2.INF
	_timer.stop()
