extends Screen
## A person: their card, your friendship with them, and the animals that they share with you.

const SKELETONS := 6
## The distance from the end of the dex at which more is loaded.
const AHEAD := 900.0

var _user_id: String
var _person: Person
var _dex: FriendDex
var _overview: FriendOverview

@onready var _scroll: ScrollContainer = %Scroll
@onready var _grid: CardGrid = %Grid
@onready var _state: PlaceState = %State
@onready var _dex_state: PlaceState = %DexState
@onready var _relation: Button = %Relation


func _ready() -> void:
	_relation.pressed.connect(_act)
	(%Decline as Button).pressed.connect(func() -> void: _settle(await Store.circle.decline(_friendship())))
	(%More as Button).pressed.connect(_show_menu)
	(%Which as Segmented).chosen.connect(func(index: int) -> void: _dex.is_unseen_only = index == 1)
	_state.acted.connect(_load)
	_dex_state.acted.connect(func() -> void: _dex.load_more())
	_grid.opened.connect(func(face: CardFace) -> void: Navigation.go(&"card", {"entry_id": face.id}))
	_scroll.get_v_scroll_bar().value_changed.connect(_on_scrolled)
	theme_changed.connect(_arrange)
	_arrange()


func open(params: Dictionary[String, String]) -> void:
	_user_id = params["user_id"]
	bind(FriendDex.new(Api, _user_id, Store.social))
	_load()


func bind(dex: FriendDex) -> void:
	_dex = dex
	_dex.changed.connect(show_dex)


func show_person(person: Person) -> void:
	_person = person
	_state.hide()
	(%Found as Control).show()
	(%Header as Header).show_name(FriendWords.name(person))
	var player: PlayerCard = %Player
	player.show_person(person.display_name, person.username, person.bio, person.member_since)
	player.show_overview(_overview)
	_show_relation()
	if person.avatar_url:
		var texture: Texture2D = await Store.images.get_texture(person.avatar_url)
		if is_inside_tree() and texture:
			show_picture(texture)


func show_picture(texture: Texture2D) -> void:
	(%Player as PlayerCard).show_picture(texture)


## Shows a friend's numbers.
func show_overview(overview: FriendOverview) -> void:
	_overview = overview
	(%Player as PlayerCard).show_overview(overview)
	var count: int = overview.animals if overview else 0
	(%Title as Label).text = tr_n("%d animal", "%d animals", count) % count if overview else tr("Animals")


func show_dex() -> void:
	var faces: Array[CardFace] = []
	for entry: Entry in _dex.entries:
		faces.append(face_of(entry))
	show_faces(faces)
	var has_failed: bool = _dex.problem != null and not _dex.is_loading
	_dex_state.visible = has_failed or (_dex.is_loaded and faces.is_empty())
	(%Which as Control).visible = not _dex_state.visible or _dex.is_unseen_only
	if _dex.is_copy:
		_show_copy_state()
	elif has_failed:
		var problem: Problem = _dex.problem
		_dex_state.show_error("The animals did not load.", problem.sentence(), "Try again", problem.code)
	elif _dex.is_unseen_only:
		_dex_state.show_empty(&"Aves", "Nothing new to you.", "You have met all of these.", "")
	elif _person and _person.relation != Relation.FRIENDS:
		_dex_state.show_empty(
			&"Aves", "Nothing to see yet.", "Once you are friends, you see what they share with friends.", ""
		)
	else:
		_dex_state.show_empty(&"Aves", "Nothing to see yet.", "No animal of theirs is shared with you.", "")


func _show_copy_state() -> void:
	if _dex.entries.is_empty():
		_dex_state.show_empty(
			&"Aves", "Nothing to see yet.", "Last time, no animal of theirs was shared with you.", "Try again"
		)
	else:
		_dex_state.show_empty(&"", "These are the animals you saw last.", _dex.problem.sentence(), "Try again")


## Shows cards, or placeholders while they load.
func show_faces(faces: Array[CardFace]) -> void:
	if faces.is_empty() and not _dex.is_loaded and _dex.problem == null:
		_grid.show_skeletons(SKELETONS)
	else:
		_grid.show_faces(faces)


## The face of another person's card; animals that you have not met are marked as new.
static func face_of(entry: Entry) -> CardFace:
	var face: CardFace = CardFace.of_entry(entry)
	face.is_favorite = false
	face.is_new = Store.dex != null and Store.dex.card(entry.animal.id) == null
	return face


func show_error(problem: Problem) -> void:
	(%Found as Control).hide()
	_state.show()
	if problem.code == ProblemCode.NOT_FOUND:
		_state.show_empty(&"Aves", "Nobody is here.", "This person is gone, or not to be seen by you.", "")
	else:
		_state.show_error("This page did not load.", problem.sentence(), "Try again", problem.code)


func close_layer() -> bool:
	return Layers.of(self).close()


func save_state() -> Dictionary:
	return {"scroll": _scroll.scroll_vertical}


func restore_state(state: Dictionary) -> void:
	await get_tree().process_frame
	_scroll.scroll_vertical = state["scroll"]


func refresh() -> void:
	_dex.start_anew()
	_load()


func scroll_to_top() -> void:
	_scroll.scroll_vertical = 0


func _load() -> void:
	_state.hide()
	var result: ApiResult = await Store.social.person(Api, _user_id)
	if not is_inside_tree():
		return
	if not result.is_ok():
		show_error(result.problem)
		return
	show_overview(Store.circle.overviews.get(_user_id))
	show_person(result.value)
	show_dex()
	if not _dex.is_loaded:
		_dex.load_more()
	if _person.relation == Relation.FRIENDS and _overview == null:
		await Store.circle.refresh()
		if is_inside_tree():
			show_overview(Store.circle.overviews.get(_user_id))


func _show_relation() -> void:
	var words: Dictionary[String, String] = {
		Relation.NONE: "Ask to be friends",
		Relation.DECLINED: "Ask to be friends",
		Relation.REFUSED: "Ask to be friends",
		Relation.SENT: "Withdraw your request",
		Relation.RECEIVED: "Accept",
		Relation.FRIENDS: "Friends",
	}
	_relation.text = words.get(_person.relation, "")
	_relation.visible = _person.relation != ""
	var is_main: bool = _person.relation not in [Relation.FRIENDS, Relation.SENT]
	_relation.theme_type_variation = &"PrimarySmall" if is_main else &"ButtonSmall"
	_relation.icon = preload("res://art/icons/check.svg") if _person.relation == Relation.FRIENDS else null
	(%Decline as Control).visible = _person.relation == Relation.RECEIVED
	(%More as Control).visible = _person.relation != ""


func _act() -> void:
	_relation.disabled = true
	match _person.relation:
		Relation.FRIENDS:
			_show_menu()
		Relation.SENT:
			await _settle(await Store.circle.unfriend(_friendship()))
		Relation.RECEIVED:
			await _settle(await Store.circle.accept(_friendship()))
		_:
			var result: ApiResult = await Store.circle.ask(FriendRequest.new().set_user_id(_user_id))
			await _settle(result.problem)
	_relation.disabled = false


## Shows the problem, or the new relation.
func _settle(problem: Problem) -> void:
	if not is_inside_tree():
		return
	if problem:
		Layers.of(self).toast(FriendWords.refusal(problem, false))
		return
	bind(FriendDex.new(Api, _user_id, Store.social))
	await _load()


func _friendship() -> Friendship:
	var result := Friendship.new()
	result.id = _person.friendship_id
	result.relation = _person.relation
	result.person = _person
	return result


func _show_menu() -> void:
	PersonMenu.open(self, _person, _friendship(), Navigation.go.bind(&"social"))


func _on_scrolled(_value: float) -> void:
	var bar: VScrollBar = _scroll.get_v_scroll_bar()
	if _dex and _dex.is_loaded and _dex.problem == null and bar.value + bar.page > bar.max_value - AHEAD:
		_dex.load_more()


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	(%Top as BoxContainer).vertical = not is_wide
	(%Player as Control).custom_minimum_size.x = 428.0 if is_wide else 0.0
