class_name Navigator
extends Node
## Opens screens: creates and checks a screen before the old one goes.

## The frame shows `screen`, frees `previous` (null at first) and animates in `direction`.
signal screen_changed(screen: Screen, previous: Screen, direction: Direction)
signal route_changed(route: Route)
## A screen could not be created; the current one stays.
signal failed(sentence: String)

enum Direction { FORWARD, BACK, ASIDE }

const FAILURE := "That page did not open. Try again."

var session: SessionManager
var browser: BrowserHistory
var current: Route
var screen: Screen
var history := History.new()
## Creates the screen of a route; null if that fails.
var make_screen: Callable = _load_screen

var _wanted: Route


func _ready() -> void:
	start(Session, BrowserHistory.create())


func start(manager: SessionManager, page_history: BrowserHistory) -> void:
	session = manager
	browser = page_history
	browser.went_back.connect(_on_browser_back)
	browser.link_opened.connect(open_link)
	session.signed_in.connect(_on_signed_in)
	session.signed_out.connect(_on_signed_out)


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"go_back"):
		back()


func _notification(what: int) -> void:
	if what == NOTIFICATION_WM_GO_BACK_REQUEST:
		back()


## Opens the first screen: the page's link, else the dex, else the first one before sign-in.
func open_first() -> void:
	if not open_link(browser.fragment()):
		go_home()


## Opens the fragment of a link; returns whether it leads anywhere.
func open_link(fragment: String) -> bool:
	var route: Route = Route.parse(fragment)
	if route == null:
		return false
	if not route.equals(current):
		_open(route, Direction.FORWARD)
	return true


func go(route_name: StringName, params: Dictionary = {}) -> void:
	_open(Route.to(route_name, params), Direction.FORWARD)


## Goes to a tab's root, or scrolls it to its top if it is shown.
func go_tab(index: int) -> void:
	var route := Route.to(Route.TABS[index])
	if route.equals(current):
		screen.scroll_to_top()
	else:
		_open(route, Direction.ASIDE)


## Opens the root for the signed-in person, or for nobody, with an empty history.
func go_home() -> void:
	history.clear()
	var root: StringName = &"dex" if session.is_signed_in() else &"sign_in"
	_show(Route.to(root), {}, Direction.ASIDE)


func can_go_back() -> bool:
	return not history.is_empty()


## Closes the top layer, else goes to the previous screen; returns whether there was one.
func back() -> bool:
	if screen and screen.close_layer():
		return true
	if not can_go_back():
		return false
	browser.go_back()
	return _return()


func _open(route: Route, direction: Direction) -> void:
	if not route.is_valid():
		failed.emit(FAILURE)
		return
	if not _may_open(route):
		_redirect(route)
		return
	var left: Route = current
	var state: Dictionary = screen.save_state() if screen else {}
	if _show(route, {}, direction, left != null) and left:
		history.push(left, state)


func _return() -> bool:
	var visit: History.Visit = history.pop()
	return visit != null and _show(visit.route, visit.state, Direction.BACK)


func _on_browser_back(fragment: String) -> void:
	if screen and screen.close_layer():
		browser.push(current.fragment())
	elif can_go_back():
		_return()
	else:
		open_link(fragment)


func _may_open(route: Route) -> bool:
	match route.access():
		Route.Access.SIGNED_IN:
			return session.is_signed_in()
		Route.Access.SIGNED_OUT:
			return not session.is_signed_in()
	return true


func _redirect(route: Route) -> void:
	if session.is_signed_in():
		go_home()
		return
	_wanted = route
	_show(Route.to(&"sign_in"), {}, Direction.ASIDE)


## `is_step`: the browser's back button leads to the screen before.
func _show(route: Route, state: Dictionary, direction: Direction, is_step: bool = false) -> bool:
	var fresh: Screen = make_screen.call(route)
	if fresh == null:
		failed.emit(FAILURE)
		return false
	var previous: Screen = screen
	screen = fresh
	current = route
	if is_step:
		browser.push(route.fragment())
	else:
		browser.replace(route.fragment())
	screen_changed.emit(fresh, previous, direction)
	fresh.open(route.params)
	if state:
		fresh.restore_state(state)
	route_changed.emit(route)
	if previous == null:
		_note_ready()
	return true


## Tells the browser once the first screen has been drawn, a frame after it was added.
func _note_ready() -> void:
	var tree: SceneTree = Engine.get_main_loop()
	await tree.process_frame
	await tree.process_frame
	browser.note_ready()


func _load_screen(route: Route) -> Screen:
	if not ResourceLoader.exists(route.scene_path()):
		return null
	var scene: PackedScene = load(route.scene_path())
	return scene.instantiate() as Screen if scene else null


func _on_signed_in(_user: Me) -> void:
	history.clear()
	var wanted: Route = _wanted if _wanted else Route.to(&"dex")
	_wanted = null
	_show(wanted, {}, Direction.ASIDE)


func _on_signed_out(reason: SessionManager.Reason) -> void:
	_wanted = current if reason == SessionManager.Reason.ENDED_ELSEWHERE else null
	history.clear()
	var name: String = SessionManager.Reason.find_key(reason)
	_show(Route.to(&"sign_in", {"reason": name.to_lower()}), {}, Direction.ASIDE)
