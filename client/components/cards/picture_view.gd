class_name PictureView
extends Control
## A photograph cropped to a shape; a placeholder until it has loaded.

const PICTURE := preload("res://components/cards/picture.gdshader")

@export var texture: Texture2D:
	set(value):
		texture = value
		_update()
## The point of the photograph that stays in sight when it is cropped, as fractions.
@export var focus := Vector2(0.5, 0.5):
	set(value):
		focus = value
		_set_parameter(&"focus", focus)
@export var radius: float = 8.0:
	set(value):
		radius = value
		_set_parameter(&"radius", radius)
@export_enum("square", "rounded", "circle", "hexagon") var shape: String = CardShape.ROUNDED:
	set(value):
		shape = value
		_set_parameter(&"shape", CardShape.ALL.find(shape))
@export_enum("none", "thin", "wood", "gold") var frame: String = CardFrame.NONE:
	set(value):
		frame = value
		_show_frame()
## How much of it is visible, from the top; the rest is hatched.
@export_range(0.0, 1.0) var cut: float = 1.0:
	set(value):
		cut = value
		_set_parameter(&"cut", cut)
		queue_redraw()
## Width by height; 0 takes any size.
@export var ratio: float = 0.0


func _init() -> void:
	var own := ShaderMaterial.new()
	own.shader = PICTURE
	material = own
	texture_filter = TEXTURE_FILTER_LINEAR_WITH_MIPMAPS
	resized.connect(_update)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		_show_frame()
		queue_redraw()


func _draw() -> void:
	var place := Rect2(Vector2.ZERO, size)
	if texture:
		draw_texture_rect(texture, place, false)
	else:
		draw_rect(place, Look.colour(self, &"sunken" if cut >= 1.0 else &"stage_ink2"))


func _update() -> void:
	if ratio > 0.0:
		custom_minimum_size.y = roundf(size.x / ratio)
	_set_parameter(&"rect", size)
	_set_parameter(
		&"aspect", texture.get_width() / float(texture.get_height()) if texture else size.x / maxf(size.y, 1.0)
	)
	queue_redraw()


func _show_frame() -> void:
	const TONES: Dictionary[String, StringName] = {
		CardFrame.NONE: &"ink", CardFrame.THIN: &"ink", CardFrame.WOOD: &"wood", CardFrame.GOLD: &"gold"
	}
	_set_parameter(&"frame", CardFrame.ALL.find(frame))
	_set_parameter(&"frame_colour", Look.colour(self, TONES[frame]))


func _set_parameter(parameter: StringName, value: Variant) -> void:
	(material as ShaderMaterial).set_shader_parameter(parameter, value)
