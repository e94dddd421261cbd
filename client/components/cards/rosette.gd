class_name Rosette
extends TextureRect
## The guilloche behind something that is celebrated, in a single colour elsewhere.

const INK := preload("res://components/cards/ink.gdshader")

@export var is_quiet: bool = false


func _ready() -> void:
	if is_quiet:
		var ink := ShaderMaterial.new()
		ink.shader = INK
		material = ink
	_tint()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		_tint()


func _tint() -> void:
	self_modulate = Look.colour(self, &"stage_line_art") if is_quiet else Color.WHITE
