class_name PictureViewer
extends Control
## A whole picture over everything, zoomed up to four times by pinch or wheel.

const CLOSEST := 4.0
const WHEEL := 1.15

@onready var _picture: TextureRect = %Picture


func _ready() -> void:
	(%Close as Button).pressed.connect(_close)
	(%Close as Button).grab_focus()


func show_texture(texture: Texture2D, spoken: String) -> void:
	_picture.texture = texture
	_picture.accessibility_name = spoken


func _gui_input(event: InputEvent) -> void:
	if event is InputEventMagnifyGesture:
		_zoom(event.factor, event.position)
	elif event is InputEventMouseButton and event.pressed and event.button_index == MOUSE_BUTTON_WHEEL_UP:
		_zoom(WHEEL, event.position)
	elif event is InputEventMouseButton and event.pressed and event.button_index == MOUSE_BUTTON_WHEEL_DOWN:
		_zoom(1.0 / WHEEL, event.position)
	elif event is InputEventMouseMotion and event.button_mask:
		_picture.position += event.relative
		_keep_in_sight()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"go_back"):
		get_viewport().set_input_as_handled()
		_close()


func _zoom(factor: float, around: Vector2) -> void:
	var before: float = _picture.scale.x
	var after: float = clampf(before * factor, 1.0, CLOSEST)
	_picture.scale = Vector2.ONE * after
	_picture.position = around + (_picture.position - around) * after / before
	_keep_in_sight()


func _keep_in_sight() -> void:
	var spare: Vector2 = size * (_picture.scale - Vector2.ONE)
	_picture.position = _picture.position.clamp(-spare, Vector2.ZERO)


func _close() -> void:
	Moves.leave(self)
