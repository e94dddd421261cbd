class_name EntryColumn
extends VBoxContainer
## The column of a screen before sign-in: from the top on a phone, in the middle elsewhere.


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		alignment = ALIGNMENT_CENTER if Look.is_wide(self) else ALIGNMENT_BEGIN
