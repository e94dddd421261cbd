class_name OnlyOn
extends Node
## Shows its parent on wide screens only, or on phones only.

@export var wide: bool = true


func _ready() -> void:
	var parent: Control = get_parent()
	parent.theme_changed.connect(_fit)
	_fit()


func _fit() -> void:
	(get_parent() as Control).visible = Look.is_wide(get_parent()) == wide
