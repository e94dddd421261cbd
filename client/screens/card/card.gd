extends Screen
## A card: the plate of one sighting, and everything that is known of it.

const SIDE_BY_SIDE := 1000.0

var _dex: Dex
var _circle: Circle
var _entry: Entry
## The username of whose card it is; empty while it is not known.
var _owner: String

@onready var _gallery: CardGallery = %Gallery
@onready var _plate: Plate = _gallery.plate
@onready var _facts: CardFacts = %Facts
@onready var _notes: CardNotes = %Notes
@onready var _buttons: Array[CardButtons] = [%Buttons, %ButtonsWide]


func _ready() -> void:
	for back: Button in [%Back, %BackWide]:
		back.pressed.connect(Navigation.back)
	for buttons: CardButtons in _buttons:
		buttons.favorite_pressed.connect(_toggle_favorite)
		buttons.like_pressed.connect(_toggle_like)
		buttons.share_pressed.connect(_share)
		buttons.menu_pressed.connect(func() -> void: CardMenu.open(self, _entry, _dex, _share))
	(%Style as Button).pressed.connect(func() -> void: CardMenu.style(_entry))
	(%Tree as Button).pressed.connect(func() -> void: Navigation.go(&"tree", {"node": _entry.animal.id}))
	(%About as ListRow).pressed.connect(func() -> void: Navigation.go(&"animal", {"animal_id": _entry.animal.id}))
	(%State as PlaceState).acted_otherwise.connect(Navigation.go.bind(&"dex"))
	_gallery.add_pressed.connect(func() -> void: CardMenu.add_photo(self, _entry))
	theme_changed.connect(_arrange)
	resized.connect(_arrange)
	_arrange()


## What was typed last goes with whoever leaves before it was saved.
func _exit_tree() -> void:
	if _notes.has_unsaved() and Session.is_signed_in():
		_dex.changed.disconnect(_on_dex_changed)  # nothing is shown any more
		_notes.save()


func open(params: Dictionary[String, String]) -> void:
	_dex = Store.dex
	_circle = Store.circle
	var entry_id: String = params["entry_id"]
	var known: Entry = _dex.entry(entry_id)
	if known:
		_dex.note_opened(known.animal.id)
		show_entry(known, _dex.card(known.animal.id))
	else:
		show_loading()
		await _load(entry_id)
	_dex.changed.connect(_on_dex_changed.bind(entry_id))
	_load_more()


## Shows the shape of the card that comes.
func show_loading() -> void:
	_show_page(false)


## Shows an entry with the other sightings of its animal.
func show_entry(entry: Entry, card: DexCard) -> void:
	_entry = entry
	_show_page(true)
	if Store.dex:
		Likes.show_waiting(Store.dex.outbox, entry)
	_plate.show_face(CardFace.of_entry(entry))
	_gallery.show_entry(entry)
	_show_credits()
	_show_buttons()
	(%Moderated as ModerationNote).show_hidden(
		"Moderators hide this card from others.", entry.mine.hidden if _is_mine() else null, entry.id
	)
	_facts.show_entry(entry, card)
	_notes.show_entry(entry, _dex)
	(%Sightings as OtherSightings).show_besides(entry, card)
	(%Ladder as Ladder).show_lineage(
		entry.animal.lineage, entry.animal.scientific_name, entry.animal.rank, entry.animal.common_name
	)


## Shows why there is no card.
func show_error(problem: Problem) -> void:
	(%Scroll as Control).hide()
	(%State as Control).show()
	(%State as PlaceState).show_error(
		"This card did not load.", problem.sentence(), "Try again", problem.code, "Back to your dex"
	)


## Shows what is known of the animal beside the entry.
func show_animal(animal: AnimalDetails) -> void:
	_plate.face.iucn = animal.iucn
	(%RedList as RedListNote).show_category(animal.iucn)
	var is_mine: bool = (
		animal.discoverer != null and Session.user != null and animal.discoverer.user_id == Session.user.id
	)
	(%Discovery as Control).visible = is_mine
	var finder: String = tr("a player")
	if animal.discoverer and animal.discoverer.username:
		finder = animal.discoverer.username
	var met: String = tr_n("Met by %d person", "Met by %d people", animal.popularity) % animal.popularity
	(%About as ListRow).show_row(
		"%s. %s" % [tr("Discovered by %s") % finder, met] if animal.discoverer else met, animal.sentence
	)
	(%About as Control).show()


## Shows whose card it is.
func show_owner(username: String) -> void:
	_owner = username
	_show_credits()


func close_layer() -> bool:
	return Layers.of(self).close()


func save_state() -> Dictionary:
	return {"scroll": (%Scroll as ScrollContainer).scroll_vertical}


func restore_state(state: Dictionary) -> void:
	await get_tree().process_frame
	(%Scroll as ScrollContainer).scroll_vertical = state["scroll"]


func refresh() -> void:
	if _entry and not _is_mine():
		_load(_entry.id)


func scroll_to_top() -> void:
	(%Scroll as ScrollContainer).scroll_vertical = 0


func _unhandled_key_input(event: InputEvent) -> void:
	if _entry and _is_mine() and event.is_action_pressed(&"toggle_favorite"):
		_toggle_favorite()


func _load(entry_id: String) -> void:
	var result: ApiResult = await Api.dex.entry(entry_id)
	if not is_inside_tree():
		return
	if result.is_ok():
		show_entry(result.value, null)
	elif result.problem.status == HTTPClient.RESPONSE_NOT_FOUND:
		Layers.of(self).toast("This card is gone.")
		Navigation.back()
	elif _entry:
		Layers.of(self).toast(result.problem.sentence())
	else:
		show_error(result.problem)
		(%State as PlaceState).acted.connect(_try_again.bind(entry_id), CONNECT_ONE_SHOT)


func _try_again(entry_id: String) -> void:
	show_loading()
	await _load(entry_id)
	_load_more()


## What the entry does not say itself.
func _load_more() -> void:
	if _entry:
		_load_animal()
		if not _is_mine():
			_load_owner()


func _load_animal() -> void:
	var result: ApiResult = await Api.animals.animal(_entry.animal.id)
	if result.is_ok() and is_inside_tree():
		show_animal(result.value)


func _load_owner() -> void:
	var friendship: Friendship = _circle.with(_entry.user_id)
	if friendship:
		show_owner(friendship.person.username)
		return
	var result: ApiResult = await Api.users.person(_entry.user_id)
	if result.is_ok() and is_inside_tree():
		show_owner((result.value as Person).username)


func _on_dex_changed(entry_id: String) -> void:
	var entry: Entry = Store.dex.entry(entry_id) if Store.dex else null
	if entry and is_inside_tree():
		show_entry(entry, Store.dex.card(entry.animal.id))


func _show_page(is_loaded: bool) -> void:
	(%State as Control).hide()
	(%Scroll as Control).show()
	for part: Control in [_gallery, %Told, %Buttons]:
		part.visible = is_loaded
	for shape: Control in [%PlateSkeleton, %FactsSkeleton]:
		shape.visible = not is_loaded


func _is_mine() -> bool:
	return _entry.mine != null


func _show_credits() -> void:
	if _is_mine() and Session.user:
		_owner = Session.user.username
	_plate.show_credits(_entry, _owner)


func _show_buttons() -> void:
	(%Style as Control).visible = _is_mine()
	for buttons: CardButtons in _buttons:
		buttons.show_entry(_entry)


func _toggle_like() -> void:
	var problem: Problem = await Likes.put(Store.dex.outbox, _entry, not _entry.liked_by_me, _show_buttons)
	if problem and is_inside_tree():
		Layers.of(self).toast(problem.sentence())


func _toggle_favorite() -> void:
	_dex.set_favorite(_entry.id, not _entry.favorite)


## Shares the card once its photo is there.
func _share() -> void:
	_allow_sharing(false)
	var is_whole: bool = await _gallery.load_shown()
	if not is_inside_tree():
		return
	if is_whole:
		await SharedPicture.share_card(self, _plate)
	else:
		Layers.of(self).toast("Its photo did not load.")
	_allow_sharing(true)


func _allow_sharing(is_allowed: bool) -> void:
	for buttons: CardButtons in _buttons:
		buttons.allow_sharing(is_allowed)


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self) and get_viewport_rect().size.x >= SIDE_BY_SIDE
	(%Halves as BoxContainer).vertical = not is_wide
	(%Left as Control).custom_minimum_size.x = 588.0 if is_wide else 0.0
	(%Right as Control).theme_type_variation = &"SidePanelPanel" if is_wide else &"ClearPanel"
	_facts.show_in_columns(is_wide)
