class_name NoticeBar
extends PanelContainer
## A bar at the top of the screen: offline, back online, a new version.

signal acted

@onready var _action: Button = %Action


func _ready() -> void:
	_action.pressed.connect(acted.emit)


func show_notice(icon: Texture2D, sentence: String, action: String = "") -> void:
	(%Icon as Glyph).texture = icon
	(%Sentence as Label).text = sentence
	_action.text = action
	_action.visible = action != ""
	theme_type_variation = &"BarInfoPanel" if action else &"BarPanel"
	show()
