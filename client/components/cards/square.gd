class_name Square
extends AspectRatioContainer
## A control as high as it is wide; an AspectRatioContainer in a column has no height of its own.


func _init() -> void:
	resized.connect(func() -> void: custom_minimum_size.y = size.x / ratio)
