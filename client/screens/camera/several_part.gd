extends CameraPart
## Several animals are on the photograph.

signal chosen(index: int)

const ROW := preload("res://components/controls/list_row.tscn")
const ALL_OF_THEM: PackedStringArray = ["", "Add one", "Add both", "Add all three", "Add all four", "Add all five"]

var _chosen: int = 0


func _ready() -> void:
	(%Take as Button).pressed.connect(func() -> void: flow.take(_chosen))
	(%All as Button).pressed.connect(func() -> void: flow.add_all())
	(%None as Button).pressed.connect(func() -> void: flow.reject_all())


func refresh() -> void:
	for button: Button in [%Take, %All, %None]:
		button.disabled = flow.is_busy
	var count: int = flow.job.candidates.size()
	(%All as Button).text = ALL_OF_THEM[count] if count < ALL_OF_THEM.size() else tr("Add all %d") % count
	_fill()


func choose(index: int) -> void:
	_chosen = index
	_fill()
	chosen.emit(index)


func _fill() -> void:
	var rows: Container = %Rows
	for old: Node in rows.get_children():
		rows.remove_child(old)
		old.queue_free()
	for index: int in flow.job.candidates.size():
		rows.add_child(_row(index, flow.job.candidates[index]))


func _row(index: int, candidate: Candidate) -> ListRow:
	var row: ListRow = ROW.instantiate()
	var name: String = candidate.common_name if candidate.common_name else candidate.scientific_name
	row.title = "%d  %s" % [index + 1, name]
	row.detail = candidate.scientific_name
	row.detail_style = CardFace.scientific_style(candidate.rank)
	row.icon = AnimalClass.mark(AnimalClass.named(candidate.animal_class))
	row.value = Reveal.of(candidate, index, 0).confidence()
	row.leads_on = true
	row.title_style = &"RowStrong" if index == _chosen else &"Row"
	row.end_icon = preload("res://art/icons/check-bold.svg") if index == _chosen else null
	row.pressed.connect(choose.bind(index))
	return row
