class_name Sheet
extends Control
## A sheet from the bottom on a phone, a dialog elsewhere. It keeps the focus while it is open.
## A child of its content in the group "foot" stays visible below, while the rest scrolls.

signal closed

const FOOT := &"foot"
const WIDTH := 480.0
const DRAG_TO_CLOSE := 96.0

var _came_from: Control
var _drag: float = 0.0

@onready var _panel: PanelContainer = %Panel
@onready var _scrim: ColorRect = %Scrim


func _ready() -> void:
	_came_from = get_viewport().gui_get_focus_owner()
	_scrim.gui_input.connect(_on_scrim_input)
	(%Grip as Control).gui_input.connect(_on_grip_input)
	resized.connect(_place)
	_panel.minimum_size_changed.connect(_place)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_scrim.color = Color(Look.colour(self, &"scrim"), 0.5)
		_place()


func show_content(content: Control) -> void:
	(%Content as Container).add_child(content)
	content.minimum_size_changed.connect(_place)
	_pin_foot(content)
	_scrim.color = Color(Look.colour(self, &"scrim"), 0.5)
	_place()
	_keep_focus.call_deferred()  # after it has been filled
	var way: Vector2 = Vector2(0, 16) if Look.is_wide(self) else Vector2(0, _panel.size.y)
	# Not the panel: it is laid out again while it moves, once its content has a size.
	Moves.enter(%Stage as Control, way, Moves.SHEET_IN)


func close() -> void:
	closed.emit()
	if is_instance_valid(_came_from) and _came_from.is_visible_in_tree():
		_came_from.grab_focus()
	mouse_filter = MOUSE_FILTER_IGNORE
	Moves.leave(self, Moves.SHEET_OUT)


func _pin_foot(content: Control) -> void:
	for child: Node in content.get_children():
		if child.is_in_group(FOOT):
			child.reparent(%Foot, false)
	(%Foot as Control).visible = (%Foot as Control).get_child_count() > 0


func _place() -> void:
	var is_wide: bool = Look.is_wide(self)
	_panel.theme_type_variation = &"DialogPanel" if is_wide else &"SheetPanel"
	(%Grip as Control).visible = not is_wide
	var width: float = minf(WIDTH, size.x - 32.0) if is_wide else size.x
	(%Scroll as ScrollContainer).custom_minimum_size.y = _height()
	_panel.size = Vector2(width, 0)
	var height: float = _panel.get_combined_minimum_size().y
	_panel.size = Vector2(width, height)
	_panel.position = Vector2((size.x - width) / 2.0, (size.y - height) / (2.0 if is_wide else 1.0))


## The height of its content, as far as there is room.
func _height() -> float:
	var wanted: float = (%Content as Container).get_combined_minimum_size().y
	var edges: float = _panel.get_theme_stylebox(&"panel").get_minimum_size().y
	var room: float = size.y - 32.0 - edges if Look.is_wide(self) else size.y * 0.92 - 60.0
	return minf(wanted, room - _foot_height())


func _foot_height() -> float:
	var foot: Control = %Foot
	if not foot.visible:
		return 0.0
	return foot.get_combined_minimum_size().y + (%Column as Control).get_theme_constant(&"separation")


func _keep_focus() -> void:
	var controls: Array[Control] = _focusable(_panel)
	if controls.is_empty():
		return
	for index: int in controls.size():
		controls[index].focus_next = controls[(index + 1) % controls.size()].get_path()
		controls[index].focus_previous = controls[index - 1].get_path()
	if Look.is_wide(self):
		controls[0].grab_focus()


func _focusable(root: Node) -> Array[Control]:
	var found: Array[Control] = []
	for child: Node in root.get_children():
		if child is Control and (child as Control).visible:
			if (child as Control).get_focus_mode_with_override() == FOCUS_ALL:
				found.append(child)
			found.append_array(_focusable(child))
	return found


func _on_scrim_input(event: InputEvent) -> void:
	if event is InputEventMouseButton and event.pressed and event.button_index == MOUSE_BUTTON_LEFT:
		Layers.of(self).close()


func _on_grip_input(event: InputEvent) -> void:
	if event is InputEventMouseMotion and event.button_mask:
		_drag += event.relative.y
		_panel.position.y = size.y - _panel.size.y + maxf(_drag, 0.0)
	elif event is InputEventMouseButton and not event.pressed:
		if _drag > DRAG_TO_CLOSE:
			Layers.of(self).close()
		_drag = 0.0
		_place()
