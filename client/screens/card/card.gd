extends Screen
## A card: the plate of one sighting, and everything that is known of it.

const ACTIONS := preload("res://components/layers/action_list.tscn")
const EDIT := preload("res://screens/card/edit_sheet.tscn")
const VIEWER := preload("res://components/layers/picture_viewer.tscn")
const RENAME := preload("res://screens/card/rename_sheet.tscn")
const LIKES := preload("res://screens/card/likes_sheet.tscn")
const HEART := preload("res://art/icons/heart.svg")
const HEART_FILL := preload("res://art/icons/heart-fill.svg")
const SAVE_AFTER := 0.8
const SIDE_BY_SIDE := 1000.0
const MOST_PICTURES := 8

var _dex: Dex
var _circle: Circle
var _entry: Entry
var _animal: AnimalDetails
## The username of whose card it is; empty while it is not known.
var _owner: String
var _index: int = 0
var _textures: Array[Texture2D] = []

@onready var _plate: Plate = %Plate
@onready var _notes: TextEdit = %Notes
@onready var _save_timer: Timer = %SaveTimer


func _ready() -> void:
	for back: Button in [%Back, %BackWide]:
		back.pressed.connect(Navigation.back)
	for button: Button in [%Favorite, %FavoriteWide]:
		button.pressed.connect(_toggle_favorite)
	for button: Button in [%Like, %LikeWide]:
		button.pressed.connect(_toggle_like)
	for button: Button in [%Menu, %MenuWide]:
		button.pressed.connect(_show_menu)
	for button: Button in [%Share, %ShareWide]:
		button.pressed.connect(_share)
	(%Style as Button).pressed.connect(_style)
	(%Tree as Button).pressed.connect(_see_in_tree)
	(%AddPhoto as Button).pressed.connect(_add_photo)
	(%About as ListRow).pressed.connect(_see_animal)
	(%Likes as ListRow).pressed.connect(_show_likers)
	(%State as PlaceState).acted_otherwise.connect(Navigation.go.bind(&"dex"))
	_plate.swiped.connect(func(step: int) -> void: show_picture(_index + step))
	_plate.picture_tapped.connect(_show_viewer)
	_notes.text_changed.connect(_on_notes_changed)
	_save_timer.timeout.connect(_save_notes)
	theme_changed.connect(_arrange)
	resized.connect(_arrange)
	_arrange()


## What was typed last goes with whoever leaves before it was saved.
func _exit_tree() -> void:
	if not _save_timer.is_stopped() and Session.is_signed_in():
		_dex.changed.disconnect(_on_dex_changed)  # nothing is shown any more
		_save_notes()


func open(params: Dictionary[String, String]) -> void:
	_dex = Store.dex
	_circle = Store.circle
	var entry_id: String = params["entry_id"]
	var known: Entry = _dex.entry(entry_id)
	if known:
		_dex.note_opened(known.animal.id)
		show_entry(known, _dex.card(known.animal.id))
	else:
		await _load(entry_id)
	_dex.changed.connect(_on_dex_changed.bind(entry_id))
	_load_more()


## Shows an entry with the other sightings of its animal.
func show_entry(entry: Entry, card: DexCard) -> void:
	_entry = entry
	(%State as Control).hide()
	(%Scroll as Control).show()
	if Store.dex:
		Likes.show_waiting(Store.dex.outbox, entry)
	var face: CardFace = CardFace.of_entry(entry)
	face.texture = _textures[_index] if _index < _textures.size() else null
	_plate.show_face(face)
	_show_credits()
	_show_favorite(entry.favorite)
	_show_likes()
	(%Style as Control).visible = _is_mine()
	(%Moderated as ModerationNote).show_hidden(
		"Moderators hide this card from others.", entry.mine.hidden if _is_mine() else null, entry.id
	)
	_show_facts(card)
	_show_notes()
	_show_sightings(card)
	(%Ladder as Ladder).show_lineage(
		entry.animal.lineage, entry.animal.scientific_name, entry.animal.rank, entry.animal.common_name
	)
	if _textures.is_empty():
		_load_pictures()


## Shows why there is no card.
func show_error(problem: Problem) -> void:
	(%State as Control).show()
	(%State as PlaceState).show_error(
		"This card did not load.", problem.sentence(), "Try again", problem.code, "Back to your dex"
	)


## Shows what is known of the animal beside the entry.
func show_animal(animal: AnimalDetails) -> void:
	_animal = animal
	_plate.face.iucn = animal.iucn
	_show_red_list(animal.iucn)
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


## Shows the pictures; the places of those that are still on their way are empty.
func show_textures(textures: Array[Texture2D]) -> void:
	_textures = textures
	_show_thumbnails()
	show_picture(_index)


func show_picture(index: int) -> void:
	if _textures.is_empty():
		return
	_index = wrapi(index, 0, _textures.size())
	_plate.show_texture(_textures[_index])
	_plate.show_place(_index, _textures.size())
	for child: int in _textures.size():
		(%Thumbnails.get_child(child) as Thumbnail).show_chosen(child == _index)


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
	if event.is_action_pressed(&"toggle_favorite"):
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


func _load_pictures() -> void:
	var textures: Array[Texture2D] = []
	for picture: Picture in _entry.pictures:
		textures.append(Store.images.in_memory(picture.thumbnail_url))
	show_textures(textures)
	for index: int in _entry.pictures.size():
		var texture: Texture2D = await Store.images.get_texture(_entry.pictures[index].display_url)
		if not is_inside_tree() or texture == null:
			return
		_textures[index] = texture
		(%Thumbnails.get_child(index) as Thumbnail).show_texture(texture)
		if index == _index:
			show_picture(index)


func _on_dex_changed(entry_id: String) -> void:
	var entry: Entry = Store.dex.entry(entry_id) if Store.dex else null
	if entry and is_inside_tree():
		show_entry(entry, Store.dex.card(entry.animal.id))


func _is_mine() -> bool:
	return _entry.mine != null


func _show_credits() -> void:
	if _is_mine() and Session.user:
		_owner = Session.user.username
	_plate.show_credits(_owner, _entry.identified_by == IdentifiedBy.PERSON)


func _show_favorite(is_on: bool) -> void:
	for button: Button in [%Favorite, %FavoriteWide]:
		button.theme_type_variation = &"GoldButton" if is_on else &"IconButton"
		button.icon = HEART_FILL if is_on else HEART
		button.accessibility_name = "No favourite any more" if is_on else "Favourite"
		button.visible = _is_mine()


## Others' entries have a heart to press, one's own who has pressed it.
func _show_likes() -> void:
	for button: LikeButton in [%Like, %LikeWide]:
		button.show_like(_entry)
		button.visible = not _is_mine()
	(%Likes as Control).visible = _is_mine() and _entry.likes > 0
	if _entry.likes > 0:
		(%Likes as ListRow).show_row(Likes.told(_entry.likes))


func _show_facts(card: DexCard) -> void:
	var ordinal: String = EntryWords.ordinal(_entry, card.sightings) if card else ""
	(%When as ListRow).show_row(Dates.of_sighting(_entry), ordinal)
	(%Where as ListRow).show_row(EntryWords.place(_entry), EntryWords.obscured(_entry))
	(%Where as Control).visible = EntryWords.place(_entry) != ""
	(%Wild as ListRow).show_row(EntryWords.wild(_entry.wild), EntryWords.wild_detail(_entry.wild))
	(%Wild as Control).visible = _entry.wild != null
	(%Who as ListRow).show_row(EntryWords.visibility(_entry.visibility), "Notes stay with you" if _is_mine() else "")


func _show_red_list(category: String) -> void:
	(%RedList as Control).visible = RedList.TAGS.has(category)
	(%RedListTag as RedListTag).show_category(category)
	var word: String = RedList.word(category)
	(%RedListWord as Label).text = word.left(1).to_upper() + word.substr(1) + "."
	(%RedListText as Label).visible = category in CardFace.THREATENED


func _show_notes() -> void:
	(%NotesPart as Control).visible = _is_mine()
	if _is_mine() and not _notes.has_focus():
		_notes.text = _entry.mine.notes


func _on_notes_changed() -> void:
	(%Saved as Label).text = ""
	_save_timer.start(SAVE_AFTER)


func _save_notes() -> void:
	var changes := EntryPatchRequest.new().set_notes(_notes.text)
	var result: ApiResult = await _dex.update_entry(_entry.id, changes)
	if is_inside_tree():
		var is_kept: bool = result.is_ok() or result.problem.is_unanswered()
		(%Saved as Label).text = "Saved" if is_kept else result.problem.sentence()


func _show_sightings(card: DexCard) -> void:
	var part: VBoxContainer = %Sightings
	for old: Node in part.get_children():
		part.remove_child(old)
		old.queue_free()
	(%SightingsPart as Control).visible = card != null and card.sightings.size() > 1
	for sighting: Entry in card.sightings if card else [] as Array[Entry]:
		if sighting.id != _entry.id:
			part.add_child(_sighting_row(sighting))


func _sighting_row(sighting: Entry) -> ListRow:
	var row: ListRow = preload("res://components/controls/list_row.tscn").instantiate()
	row.icon = preload("res://art/icons/calendar-blank.svg")
	row.title = Dates.of_sighting(sighting)
	row.detail = EntryWords.place(sighting)
	row.end_icon = preload("res://art/icons/caret-right.svg")
	row.leads_on = true
	row.pressed.connect(Navigation.go.bind(&"card", {"entry_id": sighting.id}))
	return row


func _show_thumbnails() -> void:
	var row: HBoxContainer = %Thumbnails
	for old: Node in row.get_children():
		row.remove_child(old)
		old.queue_free()
	for index: int in _textures.size():
		var thumbnail: Thumbnail = preload("res://components/cards/thumbnail.tscn").instantiate()
		row.add_child(thumbnail)
		thumbnail.show_texture(_textures[index])
		thumbnail.accessibility_name = tr("Photo %d of %d") % [index + 1, _textures.size()]
		thumbnail.pressed.connect(show_picture.bind(index))
	(%Add as Control).visible = _is_mine() and _textures.size() < MOST_PICTURES


func _toggle_like() -> void:
	var problem: Problem = await Likes.put(Store.dex.outbox, _entry, not _entry.liked_by_me, _show_likes)
	if problem and is_inside_tree():
		Layers.of(self).toast(problem.sentence())


func _show_likers() -> void:
	var sheet: LikesSheet = LIKES.instantiate()
	Layers.of(self).open(sheet)
	sheet.open(_entry.id)


func _toggle_favorite() -> void:
	_dex.set_favorite(_entry.id, not _entry.favorite)


func _show_menu() -> void:
	if not _is_mine():
		_show_others_menu()
		return
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	(
		list
		. show_actions(
			"",
			[
				["pencil-simple", "Edit"],
				["paint-brush", "Style card"],
				["camera-plus", "Add photo"],
				["robot", "Name it again"],
				["share-network", "Share"],
				["trash", "Delete", true],
			]
		)
	)
	list.chosen.connect(_on_action_chosen)


func _show_others_menu() -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_actions("", [["share-network", "Share"], ["flag", "Report", true]])
	var chosen: int = await list.chosen
	Layers.of(self).close()
	([_share, ReportQuestion.about_card.bind(self, _entry)][chosen] as Callable).call()


func _on_action_chosen(index: int) -> void:
	Layers.of(self).close()
	([_edit, _style, _add_photo, _rename, _share, _delete][index] as Callable).call()


func _edit() -> void:
	var sheet: EditSheet = EDIT.instantiate()
	Layers.of(self).open(sheet)
	sheet.show_entry(_entry)
	sheet.saved.connect(_save_changes)


func _save_changes(changes: EntryPatchRequest) -> void:
	Layers.of(self).close()
	var result: ApiResult = await _dex.update_entry(_entry.id, changes)
	if not result.is_ok() and not result.problem.is_unanswered() and is_inside_tree():
		Layers.of(self).toast(result.problem.sentence())


func _style() -> void:
	Navigation.go(&"style_card", {"entry_id": _entry.id})


func _see_in_tree() -> void:
	Navigation.go(&"tree", {"node": _entry.animal.id})


func _see_animal() -> void:
	Navigation.go(&"animal", {"animal_id": _entry.animal.id})


func _add_photo() -> void:
	if _entry.pictures.size() >= MOST_PICTURES:
		Layers.of(self).toast("Eight photos fit on a card.")
	else:
		Navigation.go(&"camera", {"entry_id": _entry.id})


func _rename() -> void:
	var sheet: RenameSheet = RENAME.instantiate()
	Layers.of(self).open(sheet)
	sheet.chosen.connect(func(name: String) -> void: _save_changes(EntryPatchRequest.new().set_name(name)))


func _share() -> void:
	SharedPicture.share_card(self, _plate)


func _delete() -> void:
	var sightings: int = _dex.card(_entry.animal.id).sightings.size()
	var text: String = tr("Its photo and notes go for good.")
	if sightings == 1:
		text += (" " + tr("It was your only one: %s becomes a silhouette.") % _plate.face.number_text())
	var question: String = tr("Delete this sighting of %s?") % EntryWords.one_of(_plate.face.first_line())
	if not await Layers.of(self).confirm(question, text, "Delete", "Keep it", true):
		return
	var layers: Layers = Layers.of(self)
	var result: ApiResult = await _dex.delete_entry(_entry.id)
	layers.toast("Deleted." if result.is_ok() else result.problem.sentence())
	if result.is_ok() and is_inside_tree():
		Navigation.back()


func _show_viewer() -> void:
	if _index < _textures.size() and _textures[_index]:
		var viewer: PictureViewer = VIEWER.instantiate()
		Layers.of(self).add_child(viewer)
		viewer.show_texture(_textures[_index], _plate.face.first_line())


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self) and get_viewport_rect().size.x >= SIDE_BY_SIDE
	(%Halves as BoxContainer).vertical = not is_wide
	(%Left as Control).custom_minimum_size.x = 588.0 if is_wide else 0.0
	(%Right as Control).theme_type_variation = &"SidePanelPanel" if is_wide else &"ClearPanel"
	(%Facts as GridContainer).columns = 2 if is_wide else 1
	(%RedListWords as BoxContainer).vertical = Look.has_large_text(self)
	for row: Node in (%Facts as GridContainer).get_children():
		(row as ListRow).get_node(^"%Line").set(&"visible", not is_wide)
	((%Where as ListRow).get_node(^"%End") as Control).visible = not is_wide
