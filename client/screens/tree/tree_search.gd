class_name TreeSearch
extends PanelContainer
## The nodes of a tree that a name finds while it is typed.

signal chosen(found: NodeFound)

const ROW := preload("res://components/controls/list_row.tscn")
const WAIT_SECONDS := 0.25
const SHORTEST := 2
const MOST_ROWS := 6

## The tree that is searched.
var whose: WhoseTree

var _field: LineEdit
var _stop := Cancellation.new()

@onready var _timer: Timer = %SearchTimer
@onready var _rows: Container = %Rows


func _ready() -> void:
	_timer.timeout.connect(_find)


func listen_to(field: LineEdit) -> void:
	_field = field
	field.text_changed.connect(func(_text: String) -> void: _timer.start(WAIT_SECONDS))


func show_found(found: Array[NodeFound]) -> void:
	for old: Node in _rows.get_children():
		_rows.remove_child(old)
		old.queue_free()
	show()
	(%NothingFound as Control).visible = found.is_empty()
	var shown: Array[NodeFound] = found.slice(0, MOST_ROWS)
	for node: NodeFound in shown:
		_rows.add_child(_row(node, node != shown[-1]))


func _find() -> void:
	_stop.cancel()
	_stop = Cancellation.new()
	var typed: String = _field.text.strip_edges()
	if typed.length() < SHORTEST:
		hide()
		return
	var result: ApiResult = await Api.graph.search(whose, typed, _stop)
	if is_inside_tree() and result.is_ok():
		show_found((result.value as NodesFound).items)


func _row(found: NodeFound, has_line: bool) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.has_line = has_line
	row.inset = &"RowInset"
	row.title = found.common_name if found.common_name else found.scientific_name
	row.detail = " › ".join(found.path.slice(-3).map(func(above: NodeName) -> String: return above.scientific_name))
	row.leads_on = true
	row.pressed.connect(_choose.bind(found))
	return row


func _choose(found: NodeFound) -> void:
	hide()
	_field.clear()
	chosen.emit(found)
