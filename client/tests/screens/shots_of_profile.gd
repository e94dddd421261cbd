class_name ShotsOfProfile
## The profile, a badge, the settings and their sheets.

const TAB := 4


static func all() -> Array[Shot]:
	return [
		Shot.of("profile", "profile", TAB, _show_profile),
		Shot.of("profile-new", "profile", TAB, _show_new),
		Shot.of("profile-suspended", "profile", TAB, _show_suspended),
		Shot.of("profile-error", "profile", TAB, _show_error),
		Shot.of("profile-edit", "profile", TAB, _show_edit),
		Shot.of("settings", "settings", TAB, func(screen: Screen) -> void: screen.call(&"show_user", Fakes.me())),
		_large("profile", _show_profile),
		_large("settings", func(screen: Screen) -> void: screen.call(&"show_user", Fakes.me())),
		Shot.of("settings-appearance", "settings", TAB, _show_appearance),
		Shot.of("settings-export", "settings", TAB, _show_sheet.bind("export_sheet")),
		Shot.of("settings-delete", "settings", TAB, _show_delete),
		Shot.of("settings-blocked", "settings", TAB, _show_sheet.bind("blocked_sheet")),
		Shot.of("settings-notices", "settings", TAB, _show_notices),
		Shot.of(
			"badge",
			"badge",
			TAB,
			func(screen: Screen) -> void: screen.call(&"show_badge", "animals-15", "14 June", 1.0, "")
		),
		Shot.of(
			"badge-next",
			"badge",
			TAB,
			func(screen: Screen) -> void: screen.call(&"show_badge", "class-10-Mammalia", "", 0.7, "7 of 10")
		),
		Shot.of("badge-shared", "badge", TAB, _show_shared),
	]


static func _large(screen: String, how: Callable) -> Shot:
	var shot := Shot.of(screen + "-text-150", screen, TAB, how)
	shot.text_size = 150
	return shot


static func _show_shared(screen: Screen) -> void:
	var plate: BadgePlate = SharedPicture.BADGE.instantiate()
	screen.add_child(plate)
	plate.set_anchors_preset(Control.PRESET_FULL_RECT)
	plate.show_badge(BadgeLook.of("animals-15"), "14 June")


static func _show_profile(screen: Screen) -> void:
	screen.call(&"show_user", Fakes.me())
	screen.call(&"show_picture", Fakes.photo("hedgehog.webp"))
	screen.call(&"show_stats", Fakes.stats())


static func _show_new(screen: Screen) -> void:
	screen.call(&"show_user", Fakes.me())
	screen.call(
		&"show_stats",
		Stats.from_json({"classes": {}, "badges": {}, "animals": 0, "catches": 0, "discoveries": 0, "streak": 0})
	)


static func _show_suspended(screen: Screen) -> void:
	_show_profile(screen)
	var user: Me = Fakes.me()
	user.suspension = Hidden.from_json({"reason": "Advertising in captions.", "at": "2026-06-20T08:00:00Z"})
	screen.call(&"show_user", user)


static func _show_error(screen: Screen) -> void:
	screen.call(&"show_user", Fakes.me())
	screen.call(&"show_error", Problem.of(Problem.OFFLINE))


static func _show_edit(screen: Screen) -> void:
	_show_profile(screen)
	var sheet: ProfileSheet = load("res://screens/profile/edit_sheet.tscn").instantiate()
	Layers.of(screen).open(sheet)
	sheet.show_user(Fakes.me())


static func _show_notices(screen: Screen) -> void:
	var sheet: MutedSheet = load("res://screens/settings/muted_sheet.tscn").instantiate()
	Layers.of(screen).open(sheet)
	sheet.show_user(Me.from_json({"muted_notices": [NoticeKind.BADGE]}))


static func _show_appearance(screen: Screen) -> void:
	screen.call(&"show_user", Fakes.me())
	(screen.get_node(^"%List") as SettingsList).call(&"_choose_appearance")


static func _show_delete(screen: Screen) -> void:
	_show_sheet(screen, "delete_sheet")
	(Layers.of(screen).find_children("*", "DeleteSheet", true, false)[0] as DeleteSheet).show_losses(15, 27, 3)


static func _show_sheet(screen: Screen, name: String) -> void:
	screen.call(&"show_user", Fakes.me())
	Layers.of(screen).open(load("res://screens/settings/%s.tscn" % name).instantiate() as Control)
