class_name Silhouette
extends Glyph
## An animal that is not seen yet: its class's mark in engraver's lines.

const HATCHING := preload("res://components/cards/hatching.gdshader")


func _init() -> void:
	var own := ShaderMaterial.new()
	own.shader = HATCHING
	material = own
	resized.connect(func() -> void: own.set_shader_parameter(&"rect", size))
