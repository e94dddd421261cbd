extends Screen
## Friends, requests, your friend code, and the feed.

enum Tab { FRIENDS, FEED }

const ROW := preload("res://components/cards/person_row.tscn")
const SHEET := preload("res://screens/social/code_sheet.tscn")
const NOTICES := preload("res://screens/social/notices_sheet.tscn")
const LEADERBOARD := preload("res://screens/social/leaderboard_sheet.tscn")
const ACTIONS := preload("res://components/layers/action_list.tscn")
const X := preload("res://art/icons/x.svg")
const THREE_FROM := 1200.0
const SKELETONS := 3
## The distance from the end of the feed at which more is loaded.
const AHEAD := 900.0

var _circle: Circle
var _tab := Tab.FRIENDS
var _code: String
var _sharing := Sharing.new()

@onready var _scroll: ScrollContainer = %Scroll
@onready var _card: CodeCard = %Code
@onready var _add: AddFriend = %Add
@onready var _state: PlaceState = %State


func _ready() -> void:
	(%Tabs as Segmented).chosen.connect(_show_tab)
	(%Bell as Button).pressed.connect(_show_notices)
	(%Leaderboard as Button).pressed.connect(_show_leaderboard)
	_card.enlarged.connect(_enlarge)
	_card.copied.connect(_copy)
	_card.shared.connect(_share)
	_card.renewed.connect(_renew)
	_add.asked.connect(_look_up)
	_state.acted.connect(func() -> void: _circle.refresh())
	_scroll.get_v_scroll_bar().value_changed.connect(_on_scrolled)
	theme_changed.connect(_arrange)
	resized.connect(_arrange)
	_arrange()


func open(_params: Dictionary[String, String]) -> void:
	show_code(Session.user.friend_code)
	bind(Store.circle, Store.feed)
	Store.notices.changed.connect(_show_unread)
	_show_unread()
	_circle.refresh()
	Store.feed.refresh()
	Store.notices.count()


func bind(circle: Circle, feed: Feed) -> void:
	_circle = circle
	_circle.changed.connect(show_circle)
	(%Feed as FeedList).bind(feed, circle)
	show_circle()


func show_code(code: String) -> void:
	_code = code
	_card.show_code(code, _link())


func show_circle() -> void:
	var has_failed: bool = _circle.problem != null and not _circle.is_loaded
	_state.hide()
	if _circle.is_loaded:
		_show_rows(%Requests, _circle.requests, _request_row)
		_show_rows(%Sent, _circle.sent, _sent_row)
		_show_rows(%Friends, _circle.friends, _friend_row)
		if _circle.friends.is_empty():
			_show_state("Nature is better with company.", "Show a friend your code, or type theirs.")
	elif has_failed:
		(%Friends as Control).hide()
		_state.show()
		var problem: Problem = _circle.problem
		_state.show_error("Your friends did not load.", problem.sentence(), "Try again", problem.code)
	else:
		(%Friends as PeopleList).show_skeletons(SKELETONS)
	(%Requests as Control).visible = _circle.is_loaded and not _circle.requests.is_empty()
	(%Leaderboard as Control).visible = _circle.is_loaded and not _circle.friends.is_empty()
	(%Sent as Control).visible = _circle.is_loaded and not _circle.sent.is_empty()


func close_layer() -> bool:
	return Layers.of(self).close()


func save_state() -> Dictionary:
	var friend_id: String = (%Feed as FeedList).friend_id
	return {"tab": _tab, "scroll": _scroll.scroll_vertical, "friend_id": friend_id}


func restore_state(state: Dictionary) -> void:
	_show_tab(state["tab"])
	(%Tabs as Segmented).show_options((%Tabs as Segmented).options, _tab)
	if state["friend_id"]:
		(%Feed as FeedList).show_posts_of(state["friend_id"])
	await get_tree().process_frame
	_scroll.scroll_vertical = state["scroll"]


func refresh() -> void:
	(%Feed as FeedList).refresh()


func scroll_to_top() -> void:
	_scroll.scroll_vertical = 0


func _show_state(heading: String, sentence: String) -> void:
	_state.show()
	_state.show_empty(&"Aves", heading, sentence, "")


func _show_rows(list: PeopleList, people: Array[Friendship], make_row: Callable) -> void:
	var rows: Array[PersonRow] = []
	for friendship: Friendship in people:
		var row: PersonRow = make_row.call(friendship)
		row.pressed.connect(Navigation.go.bind(&"person", {"user_id": friendship.person.id}))
		row.menu_requested.connect(PersonMenu.open.bind(self, friendship.person, friendship))
		rows.append(row)
	list.show_rows(rows)


func _friend_row(friendship: Friendship) -> PersonRow:
	var row: PersonRow = ROW.instantiate()
	var overview: FriendOverview = _circle.overviews.get(friendship.person.id)
	row.show_person(friendship.person, FriendWords.numbers(overview))
	if overview:
		row.show_classes(overview.classes)
	return row


func _request_row(request: Friendship) -> PersonRow:
	var row: PersonRow = ROW.instantiate()
	var name: String = FriendWords.name(request.person)
	row.show_person(request.person, request.person.username)
	var accept: Button = _button(&"PrimarySmall", "Accept", tr("Accept %s") % name)
	accept.pressed.connect(_answer.bind(_circle.accept.bind(request), tr("You and %s are friends now.") % name))
	var refuse: Button = _button(&"IconButtonBoxed", "", tr("Do not accept %s") % name)
	refuse.icon = X
	refuse.pressed.connect(_refuse.bind(request))
	for button: Button in [accept, refuse]:
		row.add_action(button, _circle.busy.has(request.person.id))
	return row


func _sent_row(request: Friendship) -> PersonRow:
	var row: PersonRow = ROW.instantiate()
	row.show_person(request.person, "Waiting")
	var withdraw: Button = _button(&"LinkFlush", "Withdraw", tr("Withdraw what you asked %s") % request.person.username)
	withdraw.pressed.connect(_answer.bind(_circle.unfriend.bind(request), "Withdrawn."))
	row.add_action(withdraw, _circle.busy.has(request.person.id))
	return row


func _button(style: StringName, text: String, spoken: String) -> Button:
	var button := Button.new()
	button.theme_type_variation = style
	button.text = text
	button.accessibility_name = spoken
	return button


func _answer(act: Callable, sentence: String) -> void:
	var problem: Problem = await act.call()
	if is_inside_tree():
		Layers.of(self).toast(problem.sentence() if problem else sentence)


func _refuse(request: Friendship) -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_actions(FriendWords.name(request.person), [["x", "Not now"], ["prohibit", "Block", true]])
	list.chosen.connect(_on_refusal_chosen.bind(request))


func _on_refusal_chosen(index: int, request: Friendship) -> void:
	Layers.of(self).close()
	if index == 0:
		_answer(_circle.decline.bind(request), "Not now. You are not asked again.")
	else:
		_answer(_circle.block.bind(request.person.id), "Blocked.")


## The owner of a code is shown before a request is sent; a username gets its request at once.
func _look_up(text: String) -> void:
	var code: String = FriendLink.code_in(text)
	if code and code == _code:
		_add.say("That is your own code.", true)
	elif code:
		_add.clear()
		Navigation.go(&"friend_code", {"code": code})
	else:
		_ask(text)


func _ask(username: String) -> void:
	_add.set_busy(true)
	var result: ApiResult = await _circle.ask(FriendRequest.new().set_username(username))
	if not is_inside_tree():
		return
	_add.set_busy(false)
	if result.is_ok():
		_add.clear()
		_add.say(FriendWords.asked(result.value), false)
	else:
		_add.say(FriendWords.refusal(result.problem, false), true)


func _link() -> String:
	return FriendLink.of(_code, Origin.current())


func _enlarge() -> void:
	var sheet: CodeSheet = SHEET.instantiate()
	Layers.of(self).open(sheet)
	sheet.show_code(_code, _link())


func _copy() -> void:
	var is_copied: bool = await _sharing.copy(_link())
	if is_inside_tree():
		Layers.of(self).toast("Copied." if is_copied else tr("It could not be copied. Your code is %s.") % _code)


func _share() -> void:
	if not _sharing.share("Be friends with me on BiologiDex.", _link()):
		_copy()


func _renew() -> void:
	var text: String = "The old one stops working. Your friends stay."
	if not await Layers.of(self).confirm("Make a new code?", text, "New code", "Keep it"):
		return
	_card.set_busy(true)
	var result: ApiResult = await Api.users.rotate_friend_code()
	if result.is_ok():
		Session.user.friend_code = (result.value as FriendCode).friend_code
	if not is_inside_tree():
		return
	_card.set_busy(false)
	show_code(Session.user.friend_code)
	if not result.is_ok():
		Layers.of(self).toast(result.problem.sentence())


func _show_notices() -> void:
	var sheet: NoticesSheet = NOTICES.instantiate()
	Layers.of(self).open(sheet)
	sheet.bind(Store.notices)


func _show_leaderboard() -> void:
	var sheet: LeaderboardSheet = LEADERBOARD.instantiate()
	Layers.of(self).open(sheet)
	sheet.open()


func _show_unread() -> void:
	var unread: int = Store.notices.unread
	(%Bell as Button).theme_type_variation = &"GoldButton" if unread else &"IconButton"
	(%Bell as Button).accessibility_name = tr("Notices, %d new") % unread if unread else "Notices"


func _show_tab(tab: Tab) -> void:
	_tab = tab
	_arrange()


func _on_scrolled(_value: float) -> void:
	var bar: VScrollBar = _scroll.get_v_scroll_bar()
	var is_shown: bool = (%Middle as Control).visible
	if is_shown and bar.value + bar.page > bar.max_value - AHEAD:
		(%Feed as FeedList).load_more()


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	var is_three: bool = get_viewport_rect().size.x >= THREE_FROM
	(%Thirds as BoxContainer).vertical = not is_wide
	(%Tabs as Control).visible = not is_wide
	(%Own as Control).visible = is_wide or _tab == Tab.FRIENDS
	(%Middle as Control).visible = is_wide or _tab == Tab.FEED
	(%Company as Control).visible = is_wide or _tab == Tab.FRIENDS
	(%Right as Control).visible = is_three
	(%Left as Control).custom_minimum_size.x = 412.0 if is_wide else 0.0
	(%Right as Control).custom_minimum_size.x = 322.0
	(%Middle as Control).theme_type_variation = &"DividedPanel" if is_wide else &"ClearPanel"
	var column: Node = %RightColumn if is_three else (%Own as Node).get_parent()
	if (%Company as Node).get_parent() != column:
		(%Company as Node).reparent(column)
