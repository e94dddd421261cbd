class_name ShotsOfFrame
## The frame around the screens: notices, toasts, questions, the photograph in progress.

const CLOUD_SLASH := preload("res://art/icons/cloud-slash.svg")
const UPDATE := preload("res://art/icons/arrows-clockwise.svg")


static func all() -> Array[Shot]:
	return [
		Shot.of("frame-offline", "dex", 0, _show_offline),
		Shot.of("frame-update", "dex", 0, _show_update),
		Shot.of("frame-required", "dex", 0, _show_required),
		Shot.of("frame-full", "dex", 0, _show_full),
		Shot.of("frame-toast", "dex", 0, _show_toast),
		Shot.of("frame-job", "dex", 0, _show_job),
		Shot.of("frame-focus", "dex", 0, _show_focus),
		Shot.of("dex-selecting", "dex", 0, _show_selection),
	]


static func _show_offline(screen: Screen) -> void:
	_show_dex(screen)
	if Look.is_wide(screen):
		_frame(screen).get_node(^"%Rail").call(&"show_sync", CLOUD_SLASH, "Offline")
	else:
		_notice(screen).show_notice(CLOUD_SLASH, "Offline. Showing your copy from 14:02.")


static func _show_update(screen: Screen) -> void:
	_show_dex(screen)
	_notice(screen).show_notice(UPDATE, "A new BiologiDex is ready.", "Update")


static func _show_required(screen: Screen) -> void:
	(_frame(screen).get_node(^"%RequiredPage") as Control).show()


static func _show_full(screen: Screen) -> void:
	_show_dex(screen)
	_frame(screen).call(&"_on_device_full")


static func _show_toast(screen: Screen) -> void:
	_show_dex(screen)
	Layers.of(screen).toast("№ 031 is in your dex.", "See it")
	Layers.of(screen).toast("Saved.")


static func _show_job(screen: Screen) -> void:
	_show_dex(screen)
	var flow := JobFlow.new(Api, null)
	flow.photo = FakePhoto.new(Fakes.photo("lemur.webp"))
	flow.job = Job.from_json({"status": JobStatus.IDENTIFYING, "progress": 59})
	flow.state = JobFlow.State.IDENTIFYING
	var strip: JobStrip = _frame(screen).get_node(^"%Strip")
	strip.visible = not Look.is_wide(screen)
	strip.show_job(flow)
	(_frame(screen).get_node(^"%Rail") as NavigationBar).camera().show_progress(0.59)
	(_frame(screen).get_node(^"%Rail") as NavigationBar).show_dot(3, 2)
	(_frame(screen).get_node(^"%TabBar") as NavigationBar).show_dot(3, 2)


static func _show_focus(screen: Screen) -> void:
	_show_dex(screen)
	for frame: int in 4:
		await screen.get_tree().process_frame
	(screen.get_node(^"%Grid").get_child(1) as Control).grab_focus()
	var key := InputEventKey.new()
	key.keycode = KEY_SHIFT
	key.pressed = true
	screen.get_viewport().push_input(key)


static func _show_selection(screen: Screen) -> void:
	_show_dex(screen)
	for key: StringName in [&"lemur", &"moose"]:
		(screen.get_node(^"%Selection") as SelectionBar).toggle(Fakes.face(key))


static func _show_dex(screen: Screen) -> void:
	_notice(screen).hide()
	screen.call(&"show_cards", ShotsOfDex.faces(Look.is_wide(screen)), ShotsOfDex.COUNTS, 15)


static func _frame(screen: Screen) -> Frame:
	return Frame.of(screen)


static func _notice(screen: Screen) -> NoticeBar:
	return _frame(screen).get_node(^"%Notice")
