class_name PlaceState
extends CenterContainer
## What is shown in place of content that is empty or did not load: drawing, heading, sentence, action.
## Without a class there is no drawing: the screen has its own.

signal acted
signal acted_otherwise

@export var animal_class: StringName = AnimalClass.OTHER
@export var heading: String
@export var sentence: String
@export var action: String
@export var other_action: String
## The problem's code, for support.
@export var code: String
@export var is_error: bool = false


func _ready() -> void:
	(%Action as Button).pressed.connect(acted.emit)
	(%Other as Button).pressed.connect(acted_otherwise.emit)
	_show()


func show_empty(of_class: StringName, title: String, text: String, button: String, other: String = "") -> void:
	animal_class = of_class
	is_error = false
	code = ""
	_say(title, text, button, other)


func show_error(title: String, text: String, button: String, problem_code: String = "", other: String = "") -> void:
	is_error = true
	code = problem_code
	_say(title, text, button, other)


func _say(title: String, text: String, button: String, other: String) -> void:
	heading = title
	sentence = text
	action = button
	other_action = other
	_show()


func _show() -> void:
	(%Mark as Silhouette).visible = not is_error and animal_class != &""
	if animal_class:
		(%Mark as Silhouette).show_class(animal_class)
	(%Warning as Control).visible = is_error
	_put(%Heading, heading)
	_put(%Sentence, sentence)
	_put(%Code, code)
	(%Action as Button).text = action
	(%Action as Button).visible = action != ""
	(%Other as Button).text = other_action
	(%Other as Button).visible = other_action != ""


func _put(label: Label, text: String) -> void:
	label.text = text
	label.visible = text != ""
