class_name Thumbnail
extends MarginContainer
## A small picture to choose.

signal pressed


func _ready() -> void:
	(%Tap as Tap).tapped.connect(pressed.emit)


func show_texture(texture: Texture2D) -> void:
	(%Picture as PictureView).texture = texture


func show_chosen(is_chosen: bool) -> void:
	(%Ring as Control).visible = is_chosen
