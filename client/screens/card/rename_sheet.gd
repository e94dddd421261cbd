class_name RenameSheet
extends VBoxContainer
## Another name for an animal: searched in the taxonomy, or as it is typed.

signal chosen(name: String)


func _ready() -> void:
	(%Finder as NameFinder).chosen.connect(chosen.emit)
