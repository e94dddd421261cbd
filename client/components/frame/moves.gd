class_name Moves
## The animations of the design, and fades in their place where motion is reduced.

const PRESS := 0.09
const PAGE := 0.2
const SHEET_IN := 0.24
const SHEET_OUT := 0.16
const FADE := 0.12
const SLIDE := 24.0


static func is_reduced() -> bool:
	return Store.settings.has_reduced_motion()


## Moves a control in from `offset`, or fades it in.
static func enter(control: Control, offset: Vector2, seconds: float = PAGE) -> void:
	var tween: Tween = control.create_tween().set_parallel()
	control.modulate.a = 0.0
	tween.tween_property(control, ^"modulate:a", 1.0, FADE if is_reduced() else seconds)
	if is_reduced():
		return
	var home: Vector2 = control.position
	control.position = home + offset
	tween.tween_property(control, ^"position", home, seconds).set_trans(Tween.TRANS_CUBIC).set_ease(Tween.EASE_OUT)


## Fades a control out and frees it; meanwhile it takes neither clicks nor the focus.
static func leave(control: Control, seconds: float = FADE) -> void:
	control.mouse_behavior_recursive = Control.MOUSE_BEHAVIOR_DISABLED
	control.focus_behavior_recursive = Control.FOCUS_BEHAVIOR_DISABLED
	var tween: Tween = control.create_tween()
	tween.tween_property(control, ^"modulate:a", 0.0, seconds)
	tween.tween_callback(control.queue_free)
