class_name TreeSkeleton
extends Drawing
## A placeholder for a tree while it loads.

const BRANCHES := 9
const DISC := 24.0

var _form: TreeLayout.Style = TreeLayout.Style.FAN
var _room := Rect2()


func show_form(form: TreeLayout.Style, room: Rect2) -> void:
	_form = form
	_room = room
	queue_redraw()


func _draw() -> void:
	if _form == TreeLayout.Style.FAN:
		_draw_fan()
	else:
		_draw_ledger()


func _draw_fan() -> void:
	var sunken: Color = Look.colour(self, &"sunken")
	var middle: Vector2 = _room.get_center()
	var reach: float = minf(_room.size.x, _room.size.y) / 2.0
	for branch: int in BRANCHES:
		var end: Vector2 = middle + Vector2.from_angle(TAU * branch / BRANCHES) * reach
		draw_line(middle, end, sunken, 3.0, true)
		draw_circle(end, DISC, sunken, true, -1.0, true)
	draw_circle(middle, 8.0, sunken, true, -1.0, true)


func _draw_ledger() -> void:
	var sunken: Color = Look.colour(self, &"sunken")
	var row: float = TreeLayout.ROW * Look.text_scale(self)
	for place: int in int(_room.size.y / row):
		var at := _room.position + Vector2(TreeLayout.COLUMNS[TreeLayout.ANIMAL], row * place)
		draw_line(at - Vector2(TreeLayout.COLUMNS[TreeLayout.ORDER] / 2.0, 0.0), at, sunken, 3.0, true)
		draw_circle(at, TreeLook.RADII_LEDGER[TreeLayout.ANIMAL], sunken, true, -1.0, true)
		draw_rect(
			Rect2(at + Vector2(DISC, -DISC / 4.0), Vector2(TreeLayout.COLUMNS[TreeLayout.ORDER], DISC / 2.0)), sunken
		)
