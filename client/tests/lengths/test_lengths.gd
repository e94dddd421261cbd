extends TestCase
## No text of a screen is cut off, in any language, on a narrow phone and with the largest text.

const PHONE := Vector2i(390, 844)
const WIDE := Vector2i(1280, 720)
const LARGEST := 150
## How far a button without an edge hangs over the margin, so that its text aligns with the rest.
const HANG := 12.0
const RUNNER := preload("res://tests/screens/shot_runner.gd")

var runner := RUNNER.new()
var size_before: Vector2i


func before() -> void:
	size_before = root.size
	root.size = PHONE
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


func test_every_screen_fits_where_text_is_largest() -> void:
	runner.least_text_size = LARGEST
	await _expect_all_to_fit("de")


func test_every_wide_screen_fits_where_text_is_largest() -> void:
	root.size = WIDE
	runner.least_text_size = LARGEST
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
	var page: Rect2 = _page_of(control)
	expect(
		rect.position.x >= page.position.x - 1.0 and rect.end.x <= page.end.x + 1.0,
		"%s: %s at %s" % [shot.name, control, rect]
	)
	expect(rect.size.x >= control.get_minimum_size().x - 1.0, "%s: %s is cut off" % [shot.name, control])


## The area in which a control must be: of the page or sheet that it scrolls with, else the screen.
func _page_of(control: Control) -> Rect2:
	var parent: Node = control.get_parent()
	while parent is Control:
		if parent is ScrollContainer:
			return (parent as Control).get_global_rect().grow_individual(HANG, 0.0, HANG, 0.0)
		parent = parent.get_parent()
	return Rect2(Vector2.ZERO, root.size)


func _scrolls_sideways(control: Control) -> bool:
	var parent: Node = control.get_parent()
	while parent is Control:
		var scroll := parent as ScrollContainer
		if scroll and scroll.horizontal_scroll_mode != ScrollContainer.SCROLL_MODE_DISABLED:
			return true
		parent = parent.get_parent()
	return false
