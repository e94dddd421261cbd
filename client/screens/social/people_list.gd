class_name PeopleList
extends VBoxContainer
## A list of people with a heading and their number.

const SKELETON_HEIGHT := 56.0

@export var title: String


func _ready() -> void:
	(%Title as Label).text = title


func show_rows(rows: Array[PersonRow]) -> void:
	_clear()
	(%Count as Label).text = str(rows.size())
	visible = not rows.is_empty()
	for row: PersonRow in rows:
		(%Rows as Container).add_child(row)
	if rows:
		rows[-1].hide_line()


## Shows placeholders while the list loads.
func show_skeletons(count: int) -> void:
	_clear()
	show()
	(%Rows as Container).theme_type_variation = &"Column8"
	(%Count as Label).text = ""
	for index: int in count:
		var skeleton := PanelContainer.new()
		skeleton.theme_type_variation = &"SkeletonPanel"
		skeleton.custom_minimum_size.y = SKELETON_HEIGHT
		(%Rows as Container).add_child(skeleton)


func _clear() -> void:
	(%Rows as Container).theme_type_variation = &"Column0"
	for old: Node in (%Rows as Container).get_children():
		(%Rows as Container).remove_child(old)
		old.queue_free()
