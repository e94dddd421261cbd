class_name BadgePlate
extends PanelContainer
## A badge as a plate of its own: its seal, its name, and when it was earned.


func show_badge(look: BadgeLook, day: String) -> void:
	(%Seal as SealView).look = look
	(%Name as Label).text = look.name
	(%Day as Label).text = day
