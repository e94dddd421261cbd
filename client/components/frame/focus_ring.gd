class_name FocusRing
extends Control
## The ring around the control with keyboard focus, shown only while somebody uses the keyboard.

const GAP := 3.0
const WIDTH := 2.0

var _uses_keyboard: bool = false
var _around := Rect2()
var _bend: float = 0.0


func _init() -> void:
	mouse_filter = MOUSE_FILTER_IGNORE


func _input(event: InputEvent) -> void:
	if event is InputEventKey and event.pressed:
		_uses_keyboard = true
	elif event is InputEventMouseButton or event is InputEventScreenTouch:
		_uses_keyboard = false


func _process(_delta: float) -> void:
	var around: Rect2 = _wanted()
	if around != _around:
		_around = around
		_bend = _radius() if around.has_area() else 0.0
		queue_redraw()


func _draw() -> void:
	if not _around.has_area():
		return
	var ring := StyleBoxFlat.new()
	ring.draw_center = false
	ring.border_color = Look.colour(self, &"focus")
	ring.set_border_width_all(roundi(WIDTH))
	ring.set_corner_radius_all(roundi(_bend + GAP))
	draw_style_box(ring, _around.grow(GAP + WIDTH))


## Text fields show their caret instead.
func _wanted() -> Rect2:
	var owner_of_focus: Control = get_viewport().gui_get_focus_owner()
	if not _uses_keyboard or owner_of_focus == null or owner_of_focus is LineEdit or owner_of_focus is TextEdit:
		return Rect2()
	return owner_of_focus.get_global_rect() if owner_of_focus.is_visible_in_tree() else Rect2()


func _radius() -> float:
	var control: Control = get_viewport().gui_get_focus_owner()
	var box: StyleBox = control.get_theme_stylebox(&"normal" if control is Button else &"panel")
	var bend: float = float((box as StyleBoxFlat).corner_radius_top_left) if box is StyleBoxFlat else 8.0
	return minf(bend, minf(_around.size.x, _around.size.y) / 2.0)
