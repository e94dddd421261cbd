extends CameraPart
## Is this the photograph?

const MEGABYTE := 1000.0 * 1000.0


func _ready() -> void:
	(%Turn as Button).pressed.connect(func() -> void: flow.turn())
	(%Other as Button).pressed.connect(func() -> void: flow.another_photo())
	(%Send as Button).pressed.connect(func() -> void: flow.send())
	(%Ai as Switch).toggled.connect(_on_ai_toggled)
	(%Occasion as OccasionRows).said.connect(func(place: Place, time: String) -> void: flow.say_occasion(place, time))
	show_problem("")


func refresh() -> void:
	(%Ai as Switch).set_pressed_no_signal(flow.wants_ai)
	(%Size as Label).text = "%s, %s MB" % [flow.photo.filename, Language.decimal(flow.photo.size / MEGABYTE)]
	(%Turn as Button).disabled = flow.photo.preview == null
	(%Occasion as Control).visible = flow.photo.is_read and not _is_for_a_card()
	(%Occasion as OccasionRows).show_occasion(
		flow.occasion, flow.photo.place, flow.photo.clock, SightingTime.device_offset()
	)
	_name_button()


## Somebody who has opted out names their photographs themselves.
func show_opt_out(has_opted_out: bool, is_for_a_card: bool = false) -> void:
	(%AiRow as Control).visible = not is_for_a_card
	(%Occasion as Control).visible = flow.photo.is_read and not is_for_a_card
	(%Ai as Switch).disabled = has_opted_out
	_name_button()
	(%AiHint as Label).text = (
		"You have switched this off in the settings." if has_opted_out else "Photos are sent to OpenAI to be named."
	)


func show_problem(sentence: String) -> void:
	(%Problem as Control).visible = sentence != ""
	(%ProblemText as Label).text = sentence


func _on_ai_toggled(is_on: bool) -> void:
	flow.wants_ai = is_on
	_name_button()


func _name_button() -> void:
	var other: String = "Add it to the card" if _is_for_a_card() else "Send it, I name it"
	(%Send as Button).text = "Find its name" if flow.wants_ai else other


func _is_for_a_card() -> bool:
	return not (%AiRow as Control).visible
