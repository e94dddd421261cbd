class_name StepRow
extends HBoxContainer
## A step of a process: done, in progress, or to come.

enum Progress { TO_COME, UNDER_WAY, DONE }

@export var title: String


func _ready() -> void:
	(%Title as Label).text = title
	show_progress(Progress.TO_COME)


func show_progress(progress: Progress, value: String = "") -> void:
	(%Done as Control).visible = progress == Progress.DONE
	(%UnderWay as Control).visible = progress == Progress.UNDER_WAY
	(%ToCome as Control).visible = progress == Progress.TO_COME
	(%Title as Label).theme_type_variation = [&"BodyDim", &"BodyStrong", &"Body"][progress]
	(%Value as Label).text = value
