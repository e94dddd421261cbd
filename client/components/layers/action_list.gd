class_name ActionList
extends VBoxContainer
## A list of actions or choices in a sheet.

signal chosen(index: int)

const ROW := preload("res://components/controls/list_row.tscn")


## Shows actions: for each the name of its icon, its text, and optionally whether it is dangerous.
func show_actions(heading: String, actions: Array[Array]) -> void:
	(%Heading as Label).text = heading
	(%HeadingInset as Control).visible = heading != ""
	for index: int in actions.size():
		_add(index, actions[index], index < actions.size() - 1)


func _add(index: int, action: Array, has_line: bool) -> void:
	var row: ListRow = ROW.instantiate()
	row.icon = load("res://art/icons/%s.svg" % action[0])
	row.title = action[1]
	row.leads_on = true
	row.has_line = has_line
	if action.size() > 2 and action[2]:
		row.tone = &"danger"
		row.title_style = &"RowDanger"
	row.pressed.connect(chosen.emit.bind(index))
	add_child(row)


## Shows choices; the selected one has a check.
func show_choices(heading: String, choices: PackedStringArray, selected: int) -> void:
	(%Heading as Label).text = heading
	for index: int in choices.size():
		var row: ListRow = ROW.instantiate()
		row.title = choices[index]
		row.leads_on = true
		row.has_line = index < choices.size() - 1
		row.end_icon = preload("res://art/icons/check-bold.svg") if index == selected else null
		row.pressed.connect(chosen.emit.bind(index))
		add_child(row)
