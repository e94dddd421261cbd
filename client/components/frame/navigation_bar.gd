class_name NavigationBar
extends PanelContainer
## The five tabs: a bar under the screen, or a rail beside it.

signal tab_chosen(index: int)

const CAMERA := 2

@export var is_rail: bool = false

var _active: int = 0

@onready var _tabs: Array[Control] = [%Dex, %Tree, %Camera, %Social, %Profile]


func _ready() -> void:
	for index: int in _tabs.size():
		(_tabs[index] as Control).connect(&"pressed", tab_chosen.emit.bind(index))


func show_active(index: int) -> void:
	_active = index
	for tab: int in _tabs.size():
		_tabs[tab].call(&"show_active", tab == index)


func show_dot(tab: int, count: int) -> void:
	_tabs[tab].call(&"show_dot", count)


func grab_first_focus() -> void:
	_tabs[maxi(_active, 0)].grab_focus()


func camera() -> CameraTab:
	return _tabs[CAMERA] as CameraTab


## The sync state at the foot of the rail.
func show_sync(icon: Texture2D, sentence: String) -> void:
	if is_rail:
		(%SyncIcon as Glyph).texture = icon
		(%SyncText as Label).text = sentence
