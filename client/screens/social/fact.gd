class_name Fact
extends HBoxContainer
## A fact: an icon with text beside it.


func show_fact(icon: String, words: String) -> void:
	(%Icon as Glyph).texture = load("res://art/icons/%s.svg" % icon)
	(%Words as Label).text = words
