class_name BadgeTile
extends VBoxContainer
## A badge with its name, and its date or the progress towards it.

signal opened(badge_id: String)

var _id: String


func _ready() -> void:
	(%Tap as Tap).tapped.connect(func() -> void: opened.emit(_id))


func show_earned(badge_id: String, day: String) -> void:
	_show(badge_id, 1.0, day)


func show_progress(badge: BadgeProgress) -> void:
	_show(badge.id, badge.share(), badge.told())


func _show(badge_id: String, share: float, told: String) -> void:
	_id = badge_id
	var look := BadgeLook.of(badge_id)
	var seal: SealView = %Seal
	seal.look = look
	seal.progress = share
	(%Name as Label).text = look.name
	(%Told as Label).text = told
	accessibility_name = "%s, %s" % [look.name, tr(told)]
