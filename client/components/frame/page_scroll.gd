class_name PageScroll
extends ScrollContainer
## Scrolls a page; on a phone without a bar.


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED:
		vertical_scroll_mode = SCROLL_MODE_AUTO if Look.is_wide(self) else SCROLL_MODE_SHOW_NEVER
