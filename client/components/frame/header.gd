class_name Header
extends MarginContainer
## The top of a screen below a tab's root: back button, title and actions.

@export var title: String
## A label beside the back arrow where there is room: "Your dex".
@export var back_to: String


func _ready() -> void:
	(%Title as Label).text = title
	(%Back as Button).accessibility_name = "Back"
	(%Back as Button).pressed.connect(Navigation.back)


## Shows a person's name, which is not translated.
func show_name(person: String) -> void:
	title = person
	(%Title as Label).auto_translate_mode = AUTO_TRANSLATE_MODE_DISABLED
	(%Title as Label).text = person
