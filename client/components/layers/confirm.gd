class_name Confirm
extends VBoxContainer
## A question with two answers.

signal answered(is_yes: bool)


func _ready() -> void:
	(%Yes as Button).pressed.connect(answered.emit.bind(true))
	(%No as Button).pressed.connect(answered.emit.bind(false))


func ask(question: String, text: String, action: String, refusal: String, is_dangerous: bool) -> void:
	(%Question as Label).text = question
	(%Text as Label).text = text
	(%Text as Label).visible = text != ""
	(%Yes as Button).text = action
	(%Yes as Button).theme_type_variation = &"Danger" if is_dangerous else &"Primary"
	(%No as Button).text = refusal
