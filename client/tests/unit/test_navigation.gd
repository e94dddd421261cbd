extends TestCase
## The current screen, and the way back.

const OUT := SessionManager.Reason.ENDED_ELSEWHERE

var session: SessionManager
var browser: FakeBrowser
var navigator: Navigator
var sentences: Array[String] = []


func before() -> void:
	session = SessionManager.new()
	session.user = Me.new()
	browser = FakeBrowser.new()
	navigator = Navigator.new()
	navigator.make_screen = _make_screen
	navigator.failed.connect(sentences.append)
	navigator.screen_changed.connect(_on_screen_changed)
	navigator.start(session, browser)
	_owned.append_array([session, navigator])
	navigator.go(&"dex")


func after() -> void:
	if navigator.screen:
		navigator.screen.free()
	super()


func test_a_route_opens_its_screen_with_its_parameters() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	expect_equal(_screen().opened, {"entry_id": "e1"} as Dictionary[String, String])
	expect_equal(navigator.current.name, &"card")
	expect_equal(browser.address, "#/card/e1")


func test_back_is_the_screen_before_as_it_was_left() -> void:
	_screen().state = {"scroll": 420}
	navigator.go(&"card", {"entry_id": "e1"})
	expect(navigator.back(), "went back")
	expect_equal(navigator.current.name, &"dex")
	expect_equal(_screen().restored, {"scroll": 420})


func test_at_the_root_there_is_no_back() -> void:
	expect(not navigator.can_go_back(), "no way back")
	expect(not navigator.back(), "stays")


func test_the_history_holds_ten_screens() -> void:
	for index: int in 15:
		navigator.go(&"card", {"entry_id": str(index)})
	expect_equal(navigator.history.size(), History.LIMIT)
	while navigator.back():
		pass
	expect_equal(navigator.current.params["entry_id"], "4")


func test_a_layer_closes_before_one_goes_back() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	_screen().layers = 1
	navigator.back()
	expect_equal(navigator.current.name, &"card")
	navigator.back()
	expect_equal(navigator.current.name, &"dex")


func test_a_screen_that_cannot_be_made_leaves_one_where_one_is() -> void:
	var before_it: Screen = navigator.screen
	navigator.go(&"badge", {"badge_id": "broken"})
	expect(navigator.screen == before_it, "the same screen")
	expect_equal(navigator.current.name, &"dex")
	expect_equal(sentences, [Navigator.FAILURE] as Array[String])
	expect(not navigator.can_go_back(), "nothing was added")


func test_a_route_without_its_parameter_is_refused() -> void:
	navigator.go(&"card")
	expect_equal(navigator.current.name, &"dex")
	expect_equal(sentences.size(), 1)


func test_a_route_that_is_none_is_refused() -> void:
	navigator.go(&"nowhere")
	expect_equal(sentences.size(), 1)


func test_a_tab_tapped_again_goes_to_the_top() -> void:
	navigator.go_tab(0)
	expect_equal(_screen().tops, 1)


func test_a_tab_is_a_step_that_can_be_taken_back() -> void:
	navigator.go_tab(2)
	expect_equal(navigator.current.name, &"camera")
	navigator.back()
	expect_equal(navigator.current.name, &"dex")


func test_a_tab_tapped_below_its_root_goes_there() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	navigator.go_tab(0)
	expect_equal(navigator.current.name, &"dex")


func test_signed_out_one_is_asked_to_sign_in_first() -> void:
	session.user = null
	navigator.go(&"profile")
	expect_equal(navigator.current.name, &"sign_in")


func test_after_signing_in_one_is_where_one_wanted_to_go() -> void:
	session.user = null
	navigator.open_link("#/card/e9")
	session.user = Me.new()
	session.signed_in.emit(session.user)
	expect_equal(navigator.current.fragment(), "#/card/e9")
	expect(not navigator.can_go_back(), "history cleared")


func test_a_session_that_ended_elsewhere_comes_back_to_where_one_was() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	session.user = null
	session.signed_out.emit(OUT)
	expect_equal(navigator.current.params["reason"], "ended_elsewhere")
	expect(not navigator.can_go_back(), "history cleared")
	session.user = Me.new()
	session.signed_in.emit(session.user)
	expect_equal(navigator.current.fragment(), "#/card/e1")


func test_who_signed_out_begins_at_the_dex() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	session.user = null
	session.signed_out.emit(SessionManager.Reason.ASKED)
	session.user = Me.new()
	session.signed_in.emit(session.user)
	expect_equal(navigator.current.name, &"dex")


func test_signed_in_nobody_sees_the_sign_in() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	navigator.go(&"sign_in")
	expect_equal(navigator.current.name, &"dex")


func test_the_first_screen_is_the_links() -> void:
	browser.address = "#/animal/puma-concolor"
	navigator.open_first()
	expect_equal(navigator.current.params["animal_id"], "puma-concolor")


func test_a_link_that_leads_nowhere_is_the_dex() -> void:
	browser.address = "#/admin/secrets"
	navigator.open_first()
	expect_equal(navigator.current.name, &"dex")


func test_the_browsers_back_goes_back() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	browser.press_back("#/dex")
	expect_equal(navigator.current.name, &"dex")
	expect_equal(browser.steps_back, 0, "the browser went by itself")


func test_the_browsers_back_closes_a_layer_and_stays() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	_screen().layers = 1
	browser.pushed.clear()
	browser.press_back("#/dex")
	expect_equal(navigator.current.name, &"card")
	expect_equal(browser.pushed, ["#/card/e1"] as Array[String])


func test_the_browsers_back_after_a_reload_opens_what_was_there() -> void:
	browser.press_back("#/profile")
	expect_equal(navigator.current.name, &"profile")


func test_our_back_takes_the_browser_along() -> void:
	navigator.go(&"card", {"entry_id": "e1"})
	navigator.back()
	expect_equal(browser.steps_back, 1)


func test_a_link_opened_by_hand_is_a_step() -> void:
	browser.link_opened.emit("#/card/e5")
	expect_equal(navigator.current.params["entry_id"], "e5")
	expect(navigator.can_go_back(), "a way back")


func test_the_first_screen_takes_the_loading_picture_away() -> void:
	await frames(4)
	expect_equal(browser.readies, 1)


func _screen() -> FakeScreen:
	return navigator.screen as FakeScreen


func _make_screen(route: Route) -> Screen:
	return null if route.params.get("badge_id") == "broken" else FakeScreen.new()


func _on_screen_changed(_screen: Screen, previous: Screen, _direction: Navigator.Direction) -> void:
	if previous:
		previous.free()


class FakeScreen:
	extends Screen

	var opened: Dictionary[String, String]
	var state: Dictionary = {}
	var restored: Dictionary = {}
	var layers: int = 0
	var tops: int = 0

	func open(params: Dictionary[String, String]) -> void:
		opened = params

	func save_state() -> Dictionary:
		return state

	func restore_state(kept: Dictionary) -> void:
		restored = kept

	func scroll_to_top() -> void:
		tops += 1

	func close_layer() -> bool:
		layers -= 1
		return layers >= 0


class FakeBrowser:
	extends BrowserHistory

	var address: String
	var pushed: Array[String] = []
	var steps_back: int = 0
	var readies: int = 0

	func fragment() -> String:
		return address

	func push(link: String) -> void:
		if link != address:
			pushed.append(link)
			address = link

	func replace(link: String) -> void:
		address = link

	func go_back() -> void:
		steps_back += 1

	func note_ready() -> void:
		readies += 1

	func press_back(before: String) -> void:
		address = before
		went_back.emit(before)
