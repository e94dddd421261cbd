class_name Header
extends MarginContainer
## The top of a screen below a tab's root: the way back, its title, and its actions.

@export var title: String
## The way back has words beside its arrow where there is room: "Your dex".
@export var back_to: String


func _ready() -> void:
	(%Title as Label).text = title
	(%Back as Button).accessibility_name = "Back"
	(%Back as Button).pressed.connect(Navigation.back)


## A person's name, as it is in every language.
func show_name(person: String) -> void:
	title = person
	(%Title as Label).auto_translate_mode = AUTO_TRANSLATE_MODE_DISABLED
	(%Title as Label).text = person
