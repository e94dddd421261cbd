extends TestCase
## No text of a screen is cut off on a narrow phone, in any language.

const SCREEN := Vector2i(390, 844)
const RUNNER := preload("res://tests/screens/shot_runner.gd")

var runner := RUNNER.new()
var size_before: Vector2i


func before() -> void:
	size_before = root.size
	root.size = SCREEN
	adopt(runner)
	await runner.open_frame()


func after() -> void:
	super()
	root.size = size_before
	Api.credentials.clear()
	Session.user = null
	Navigation.screen = null
	Navigation.current = null
	Store.settings.text_size = 100
	Store.settings.motion = Settings.Movement.DEVICE
	Language.use(Language.ENGLISH)


func test_every_screen_fits_in_english() -> void:
	await _expect_all_to_fit(Language.ENGLISH)


func test_every_screen_fits_in_german() -> void:
	await _expect_all_to_fit("de")


func test_every_screen_fits_where_text_is_large() -> void:
	runner.least_text_size = 150
	await _expect_all_to_fit("de")


func _expect_all_to_fit(language: String) -> void:
	Language.use(language)
	for shot: Shot in Shots.all():
		var screen: Screen = await runner.show_shot(shot)
		for control: Control in root.find_children("*", "Control", true, false):
			if (control is Label or control is Button) and control.is_visible_in_tree():
				_expect_to_fit(shot, control)
		runner.take_away(screen)


func _expect_to_fit(shot: Shot, control: Control) -> void:
	var rect: Rect2 = control.get_global_rect()
	if _scrolls_sideways(control):
		return
	expect(rect.position.x >= -1.0 and rect.end.x <= SCREEN.x + 1.0, "%s: %s at %s" % [shot.name, control, rect])
	expect(rect.size.x >= control.get_minimum_size().x - 1.0, "%s: %s is cut off" % [shot.name, control])


func _scrolls_sideways(control: Control) -> bool:
	var parent: Node = control.get_parent()
	while parent is Control:
		var scroll := parent as ScrollContainer
		if scroll and scroll.horizontal_scroll_mode != ScrollContainer.SCROLL_MODE_DISABLED:
			return true
		parent = parent.get_parent()
	return false
