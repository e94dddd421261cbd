extends Screen
## The settings as a screen, where they are not on the profile.


func open(_params: Dictionary[String, String]) -> void:
	Session.user_changed.connect(show_user)
	show_user(Session.user)


func show_user(user: Me) -> void:
	(%List as SettingsList).show_settings(user)


func close_layer() -> bool:
	return Layers.of(self).close()


func scroll_to_top() -> void:
	(%Scroll as ScrollContainer).scroll_vertical = 0
