class_name Ceremony
extends Control
## New badges, full screen, one at a time.

signal ended

var _badges: PackedStringArray
var _index: int = 0


func _ready() -> void:
	(%Continue as Button).pressed.connect(_go_on)
	(%Continue as Button).grab_focus()
	(%Share as Button).pressed.connect(_share)
	(%Day as Label).text = Dates.day(Time.get_datetime_string_from_system(true))


func show_badges(badges: PackedStringArray) -> void:
	_badges = badges
	_show()


func _show() -> void:
	var look := BadgeLook.of(_badges[_index])
	var seal: SealView = %Seal
	seal.look = look
	(%Name as Label).text = look.name
	(%Way as Label).text = look.done
	Store.device.announce(tr("A new badge: %s") % look.name)
	if Moves.is_reduced():
		return
	seal.pivot_offset = seal.size / 2.0
	var tween: Tween = create_tween().set_parallel()
	tween.tween_property(seal, ^"scale", Vector2.ONE, 0.2).from(Vector2.ONE * 1.25).set_trans(Tween.TRANS_BACK)
	tween.tween_property(%Rosette, ^"rotation", deg_to_rad(20.0), 0.9).from(0.0).set_trans(Tween.TRANS_QUART).set_ease(
		Tween.EASE_OUT
	)


func _share() -> void:
	SharedPicture.share_badge(self, _badges[_index], (%Day as Label).text)


func _go_on() -> void:
	_index += 1
	if _index < _badges.size():
		_show()
		return
	ended.emit()
	Moves.leave(self)
