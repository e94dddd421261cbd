class_name Frame
extends Control
## The frame around the screens: navigation, notices and layers.

const GROUP := &"frame"
const BEFORE_SIGN_IN: Array[StringName] = [&"onboarding", &"register", &"sign_in", &"password_reset"]
const CLOUD_CHECK := preload("res://art/icons/cloud-check.svg")
const CLOUD_SLASH := preload("res://art/icons/cloud-slash.svg")
const FLAG := preload("res://art/icons/flag.svg")
const UPDATE := preload("res://art/icons/arrows-clockwise.svg")
const CAMERA := &"camera"

var _is_bar_wanted: bool = true
var _is_online: bool = true

@onready var _bar: NavigationBar = %TabBar
@onready var _rail: NavigationBar = %Rail
@onready var _layers: Layers = %Layers
@onready var _host: Control = %Host
@onready var _notice: NoticeBar = %Notice
@onready var _strip: JobStrip = %Strip


static func of(node: Node) -> Frame:
	return node.get_tree().get_first_node_in_group(GROUP)


func _ready() -> void:
	add_to_group(GROUP)
	_bar.tab_chosen.connect(Navigation.go_tab)
	_rail.tab_chosen.connect(Navigation.go_tab)
	_strip.pressed.connect(Navigation.go_tab.bind(Route.TABS.find(CAMERA)))
	Navigation.screen_changed.connect(show_screen)
	Navigation.route_changed.connect(func(_route: Route) -> void: _arrange())
	Navigation.failed.connect(_layers.toast)
	Session.signed_out.connect(func(_reason: SessionManager.Reason) -> void: _layers.clear_toasts())
	Session.user_changed.connect(func(_user: Me) -> void: _show_notice())
	Store.settings.changed.connect(_dress)
	Store.device.changed.connect(_dress)
	Store.dex_opened.connect(_follow_store)
	Store.updates.changed.connect(_show_notice)
	Store.images.device_full.connect(_on_device_full, CONNECT_ONE_SHOT)
	_notice.acted.connect(Store.updates.update)
	(%Required as PlaceState).acted.connect(Store.updates.update)
	Api.connectivity.changed.connect(_on_connectivity_changed)
	_dress()
	_follow_store()
	_open_first.call_deferred()


func _unhandled_key_input(event: InputEvent) -> void:
	for index: int in Route.TABS.size():
		if event.is_action_pressed("tab_%d" % (index + 1)):
			Navigation.go_tab(index)
	if event.is_action_pressed(&"open_camera"):
		Navigation.go_tab(Route.TABS.find(CAMERA))
	elif event.is_action_pressed(&"focus_rail"):
		(_rail if Look.is_wide(self) else _bar).grab_first_focus()


## Replaces the screen before.
func show_screen(screen: Screen, previous: Screen, direction: Navigator.Direction) -> void:
	_layers.close()
	_is_bar_wanted = true
	screen.set_anchors_preset(PRESET_FULL_RECT)
	_host.add_child(screen)
	if previous:
		Moves.leave(previous)
	if direction != Navigator.Direction.ASIDE:
		var side: float = -1.0 if direction == Navigator.Direction.BACK else 1.0
		Moves.enter(screen, Vector2(Moves.SLIDE * side, 0.0))


## Screens that need all of a phone have no tab bar.
func want_bar(is_wanted: bool) -> void:
	_is_bar_wanted = is_wanted
	_arrange()


func _open_first() -> void:
	if Session.is_signed_in() or Store.settings.is_onboarded or Navigation.browser.fragment():
		Navigation.open_first()
	else:
		Navigation.go(&"onboarding")


## Applies the theme of the settings that fits the size of the screen.
func _dress() -> void:
	var is_wide: bool = get_viewport_rect().size.x >= Look.WIDE
	theme = Look.fitted(Store.settings.is_dark(), is_wide, Store.settings.text_size)
	RenderingServer.set_default_clear_color(theme.get_color(&"paper", &"Palette"))
	var insets: Vector4 = Store.device.insets
	var column: Control = %Column
	column.offset_left = insets.x
	column.offset_top = insets.y
	column.offset_right = -insets.z
	column.offset_bottom = -maxf(insets.w, Store.device.keyboard_height)
	_arrange()


func _arrange() -> void:
	var route: Route = Navigation.current
	var is_inside: bool = route != null and route.name not in BEFORE_SIGN_IN and Session.is_signed_in()
	show_navigation(is_inside, route.tab() if route else 0)


## Shows the tabs; there are none before sign-in.
func show_navigation(is_inside: bool, tab: int) -> void:
	var is_wide: bool = Look.is_wide(self)
	_rail.visible = is_inside and is_wide
	_bar.visible = is_inside and not is_wide and _is_bar_wanted
	if tab >= 0:
		_bar.show_active(tab)
		_rail.show_active(tab)
	_show_job()


func _follow_store() -> void:
	if Store.dex == null:
		return
	Store.dex.sync_finished.connect(func(_problem: Problem) -> void: _show_sync())
	Store.dex.outbox.emptied.connect(_on_outbox_emptied)
	Store.dex.outbox.conflicted.connect(_on_conflicted)
	Store.camera.state_changed.connect(func(_state: JobFlow.State) -> void: _show_job())
	Store.camera.progressed.connect(_show_job)
	Store.circle.friendship_changed.connect(func(_user_id: String) -> void: Store.notices.count())
	Store.notices.changed.connect(_show_news)
	Store.others.changed.connect(_refresh_screen)
	Store.notices.count()
	_show_sync()
	_show_notice()
	_show_job()


func _refresh_screen() -> void:
	if Navigation.screen:
		Navigation.screen.refresh()


## The count on the social tab: requests and new notices.
func _show_news() -> void:
	var tab: int = Route.TABS.find(&"social")
	for navigation: NavigationBar in [_bar, _rail]:
		navigation.show_dot(tab, Store.notices.requests + Store.notices.unread)


func _show_sync() -> void:
	var is_online: bool = Api.connectivity.is_online
	_rail.show_sync(CLOUD_CHECK if is_online else CLOUD_SLASH, "Up to date" if is_online else "Offline")


func _on_connectivity_changed(is_online: bool) -> void:
	_is_online = is_online
	_show_sync()
	_show_notice()


## Shows a newer version, else that the device is offline (on a wide screen the rail shows it), else a suspension.
func _show_notice() -> void:
	(%RequiredPage as Control).visible = Store.updates.is_required
	if Store.updates.is_available:
		_notice.show_notice(UPDATE, "A new BiologiDex is ready.", "Update")
	elif not _is_online and not Look.is_wide(self) and Store.dex:
		_notice.show_notice(CLOUD_SLASH, tr("Offline. Showing your copy from %s.") % Dates.clock(Store.dex.synced_at()))
	elif Session.is_signed_in() and Session.user.suspension:
		_notice.show_notice(FLAG, "You are suspended. Your profile says why.")
	else:
		_notice.hide()


func _on_device_full() -> void:
	_layers.toast("This device is out of room. Pictures are not kept.")


func _on_conflicted(change: PendingChange) -> void:
	ConflictSheet.ask(_layers, Store.dex, change)


func _on_outbox_emptied(count: int) -> void:
	_layers.toast(tr_n("Back. Sent %d change.", "Back. Sent %d changes.", count) % count)


## Shows the photograph in progress, except on the camera's screen.
func _show_job() -> void:
	var flow: JobFlow = Store.camera
	var is_away: bool = Navigation.current != null and Navigation.current.name != CAMERA
	var is_running: bool = flow != null and flow.state in [JobFlow.State.SENDING, JobFlow.State.IDENTIFYING]
	var is_waiting: bool = flow != null and flow.state in [JobFlow.State.REVEAL, JobFlow.State.SEVERAL]
	for navigation: NavigationBar in [_bar, _rail]:
		navigation.camera().show_progress(flow.progress() if is_running and is_away else -1.0)
		navigation.camera().show_dot(1 if is_waiting and is_away else 0)
	_strip.visible = is_running and is_away and _bar.visible
	if _strip.visible:
		_strip.show_job(flow)
