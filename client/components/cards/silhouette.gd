class_name Silhouette
extends Glyph
## An animal that has not been seen yet: the hatched mark of its class.

const HATCHING := preload("res://components/cards/hatching.gdshader")


func _init() -> void:
	var own := ShaderMaterial.new()
	own.shader = HATCHING
	material = own
	resized.connect(func() -> void: own.set_shader_parameter(&"rect", size))
