extends Screen
## Three steps that introduce the product, shown once, before registration.

const STEPS: Array[Array] = [
	["Meet an animal.", "Photograph it: wild, in the garden or at the zoo. All of them count."],
	["Get its card.", "We find its name and number. You say whether it is right."],
	["Grow the tree.", "Your animals and your friends' share one tree of life."],
]
const SWIPE := 60.0

var _step: int = 0
var _swiped: float = 0.0

@onready var _pictures: Array[CanvasItem] = [%Meet, %Get, %Grow]


func _ready() -> void:
	(%Get as CardView).show_face(WelcomeStage.face(0))
	(%Next as Button).pressed.connect(_go_on)
	(%Skip as Button).pressed.connect(_leave.bind(&"register"))
	(%HaveAccount as Button).pressed.connect(_leave.bind(&"sign_in"))
	theme_changed.connect(_arrange)
	_arrange()


func open(_params: Dictionary[String, String]) -> void:
	show_step(0)


func show_step(step: int) -> void:
	_step = clampi(step, 0, STEPS.size() - 1)
	(%Title as Label).text = STEPS[_step][0]
	(%Text as Label).text = STEPS[_step][1]
	(%Next as Button).text = "Start your dex" if _step == STEPS.size() - 1 else "Next"
	for index: int in STEPS.size():
		_pictures[index].visible = index == _step
	_show_dots()
	_animate()


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"ui_right"):
		show_step(_step + 1)
	elif event.is_action_pressed(&"ui_left"):
		show_step(_step - 1)


func _gui_input(event: InputEvent) -> void:
	if event is InputEventMouseMotion and event.button_mask:
		_swiped += event.relative.x
	elif event is InputEventMouseButton and not event.pressed:
		if absf(_swiped) > SWIPE:
			show_step(_step - int(signf(_swiped)))
		_swiped = 0.0


func _go_on() -> void:
	if _step == STEPS.size() - 1:
		_leave(&"register")
	else:
		show_step(_step + 1)


func _leave(route: StringName) -> void:
	Store.settings.is_onboarded = true
	Navigation.go(route)


func _show_dots() -> void:
	var dots: HBoxContainer = %Dots
	for old: Node in dots.get_children():
		old.free()
	for index: int in STEPS.size():
		var dot := PanelContainer.new()
		dot.theme_type_variation = &"DotOnPanel" if index == _step else &"DotOffPanel"
		dot.custom_minimum_size = Vector2(24 if index == _step else 8, 8)
		dots.add_child(dot)


func _animate() -> void:
	if Moves.is_reduced():
		return
	var tween: Tween = create_tween().set_trans(Tween.TRANS_CUBIC).set_ease(Tween.EASE_OUT)
	match _step:
		0:
			tween.tween_property(%Meet, ^"cut", 1.0, 1.6).from(0.0)
		2:
			tween.tween_property(%Grow, ^"growth", 1.0, 0.9).from(0.0)


func _arrange() -> void:
	(%Halves as BoxContainer).vertical = not Look.is_wide(self)
