extends Screen
## Your dex: the animals you have met, and placeholders for those that friends have met.

const SORTS: PackedStringArray = ["Newest first", "By number", "By name", "Most seen"]
const SKELETONS_PHONE := 6
const SKELETONS_WIDE := 10
const FILTERS := preload("res://screens/dex/filter_sheet.tscn")
const ACTIONS := preload("res://components/layers/action_list.tscn")
const CHIP := preload("res://components/controls/class_chip.tscn")
const SEARCH_SECONDS := 0.15

var _dex: Dex
var _filter := DexFilter.new()
var _sort := Dex.Sort.NEWEST
var _unseen: Array[CardFace] = []
var _shows_unseen: bool = true
## Nothing can be counted or filtered, or not yet.
var _is_bare: bool = true

@onready var _grid: CardGrid = %Grid
@onready var _state: PlaceState = %State
@onready var _selection: SelectionBar = %Selection
@onready var _scroll: ScrollContainer = %Scroll


func _ready() -> void:
	_grid.opened.connect(_open_card)
	_grid.menu_requested.connect(_show_menu)
	_grid.favorite_toggled.connect(_toggle_favorite)
	_selection.changed.connect(func() -> void: _grid.selected = _selection.chosen)
	(%TryAgain as Button).pressed.connect(_try_again)
	(%Drop as Button).pressed.connect(_drop)
	(%SearchButton as Button).toggled.connect(_on_search_toggled)
	(%FilterButton as Button).pressed.connect(_show_filters)
	(%MoreFilters as Button).pressed.connect(_show_filters)
	(%SortButton as Button).pressed.connect(_show_sorts)
	(%GridButton as Button).pressed.connect(show_as_list.bind(false))
	(%ListButton as Button).pressed.connect(show_as_list.bind(true))
	(%Favorites as Button).toggled.connect(_on_favorites_toggled)
	(%NotSeen as Button).toggled.connect(_on_unseen_toggled)
	for search: LineEdit in [%Search, %SearchWide]:
		search.text_changed.connect(_on_search_changed)
	theme_changed.connect(_arrange)
	_arrange()


func open(_params: Dictionary[String, String]) -> void:
	bind(Store.dex)
	_ask_discoveries()
	_unseen = await UnseenAnimals.find()
	if is_inside_tree() and _dex:
		_refresh()


## Shows a dex and its changes.
func bind(dex: Dex) -> void:
	_dex = dex
	_dex.changed.connect(_refresh)
	_dex.sync_finished.connect(_on_sync_finished)
	_dex.outbox.changed.connect(_show_refused)
	_selection.dex = _dex
	_show_refused()
	_refresh()


## Shows cards; `total` is their number without the filter.
func show_cards(faces: Array[CardFace], counts: Dictionary[StringName, int], total: int) -> void:
	_show_counts(counts, total)
	_grid.show_faces(faces)
	_grid.visible = not faces.is_empty()
	_state.visible = faces.is_empty()
	if faces.is_empty():
		_show_empty(total)


func show_loading() -> void:
	_state.hide()
	_grid.show()
	_grid.show_skeletons(SKELETONS_WIDE if Look.is_wide(self) else SKELETONS_PHONE)


func show_error(problem: Problem) -> void:
	_grid.hide()
	_state.show()
	_state.show_error("Your dex did not load.", problem.sentence(), "Try again", problem.code)
	_connect_state(func() -> void: _dex.sync())


func show_as_list(is_list: bool) -> void:
	_grid.is_list = is_list
	(%GridButton as Button).set_pressed_no_signal(not is_list)
	(%ListButton as Button).set_pressed_no_signal(is_list)


func save_state() -> Dictionary:
	return {"filter": _filter.to_state(), "sort": _sort, "list": _grid.is_list, "scroll": _scroll.scroll_vertical}


func restore_state(state: Dictionary) -> void:
	_filter = DexFilter.from_state(state["filter"])
	_sort = state["sort"]
	show_as_list(state["list"])
	_show_search()
	_refresh()
	await get_tree().process_frame
	_scroll.scroll_vertical = state["scroll"]


func scroll_to_top() -> void:
	_scroll.scroll_vertical = 0


func close_layer() -> bool:
	return Layers.of(self).close() or _selection.end()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"search"):
		if Look.is_wide(self):
			(%SearchWide as LineEdit).grab_focus()
		else:
			(%SearchButton as Button).button_pressed = true
		get_viewport().set_input_as_handled()


func _refresh() -> void:
	if _dex.is_loading_first() and _dex.animal_count() == 0:
		show_loading()
		return
	var faces: Array[CardFace] = []
	for card: DexCard in _dex.cards(_filter, _sort):
		faces.append(CardFace.of_card(card))
	if _shows_unseen and _filter.is_empty():
		faces = UnseenAnimals.placed(_unseen, faces, _sort)
	show_cards(faces, _counts(), _dex.animal_count())
	if not _filter.is_empty():
		(%Animals as Label).text = tr("%d of %d") % [faces.size(), _dex.animal_count()]
	_show_filter()


func _counts() -> Dictionary[StringName, int]:
	var counts: Dictionary[StringName, int] = {}
	var known: Dictionary[String, int] = _dex.class_counts()
	for name: String in known:
		var animal_class: StringName = AnimalClass.named(name)
		counts[animal_class] = counts.get(animal_class, 0) + known[name]
	return counts


func _show_counts(counts: Dictionary[StringName, int], total: int) -> void:
	_is_bare = total == 0 and _unseen.is_empty()
	_arrange()
	(%Animals as Label).text = str(total)
	(%AnimalsWord as Label).text = tr_n("animal", "animals", total)
	show_unseen_count(_unseen.size())
	for bar: ClassBar in [%Bar, %BarWide]:
		bar.show_counts(counts)
	_show_chips(counts, total)


## Shows the number of animals that you discovered.
func show_discoveries(count: int) -> void:
	(%Discoveries as Label).text = tr_n("%d discovery", "%d discoveries", count) % count
	(%Discoveries as Control).visible = count > 0


## Shows the number of animals that friends have met and you have not.
func show_unseen_count(count: int) -> void:
	(%Unseen as Label).text = tr("%d that your friends have seen and you have not") % count
	(%Unseen as Control).visible = count > 0 and Look.is_wide(self)


func _show_chips(counts: Dictionary[StringName, int], total: int) -> void:
	var chips: HBoxContainer = %Chips
	for old: Node in chips.get_children():
		chips.remove_child(old)
		old.queue_free()
	if total == 0:
		return
	_add_chip(&"", total)
	var order: Array[StringName] = []
	order.assign(counts.keys())
	for animal_class: StringName in AnimalClass.ALL:
		if animal_class not in order and animal_class != AnimalClass.OTHER:
			order.append(animal_class)
	for animal_class: StringName in order:
		_add_chip(animal_class, counts.get(animal_class, 0))


func _add_chip(animal_class: StringName, count: int) -> void:
	var chip: ClassChip = CHIP.instantiate()
	(%Chips as HBoxContainer).add_child(chip)
	chip.show_class(animal_class, count)
	chip.button_pressed = _filter.animal_class == animal_class
	chip.pressed.connect(_filter_by_class.bind(animal_class))


func _filter_by_class(animal_class: StringName) -> void:
	_filter.animal_class = animal_class
	_refresh()


func _show_filter() -> void:
	var is_two: bool = _filter.count() >= 2
	(%Favorites as Button).set_pressed_no_signal(_filter.favorites_only)
	(%MoreFilters as Button).text = tr("Filters, %d on") % _filter.count()
	(%MoreFilters as Button).visible = _filter.count() > 0
	(%ClearFilters as Button).visible = is_two
	(%FilterRow as Control).visible = _filter.count() > 0


func _show_empty(total: int) -> void:
	if total > 0:
		_state.show_empty(_filter_class(), "Nothing matches.", "", "Clear filters")
		_connect_state(_clear_filters)
	elif _shows_unseen and _filter.favorites_only:
		_state.show_empty(&"Aves", "Friends fill these pages.", "", "Add a friend")
		_connect_state(Navigation.go.bind(&"social"))
	else:
		_state.show_empty(&"Aves", "Your dex is empty.", "Photograph the first animal you meet today.", "Open camera")
		_connect_state(Navigation.go.bind(&"camera"))


func _filter_class() -> StringName:
	return AnimalClass.named(_filter.animal_class) if _filter.animal_class else &"Mammalia"


func _connect_state(action: Callable) -> void:
	for connection: Dictionary in _state.acted.get_connections():
		_state.acted.disconnect(connection["callable"])
	_state.acted.connect(action)


func _clear_filters() -> void:
	_filter = DexFilter.new()
	(%Search as LineEdit).clear()
	(%SearchWide as LineEdit).clear()
	_refresh()


func _on_sync_finished(problem: Problem) -> void:
	if problem and _dex.animal_count() == 0 and _dex.is_loading_first():
		show_error(problem)


func _on_search_toggled(is_open: bool) -> void:
	_arrange()
	if is_open:
		(%Search as LineEdit).grab_focus()
	else:
		(%Search as LineEdit).clear()
		_on_search_changed("")


## Restores the text of the search field.
func _show_search() -> void:
	for search: LineEdit in [%Search, %SearchWide]:
		search.text = _filter.text
	(%SearchButton as Button).set_pressed_no_signal(not _filter.text.is_empty())
	_arrange()


func _on_search_changed(text: String) -> void:
	_filter.text = text
	_refresh()


func _on_favorites_toggled(is_on: bool) -> void:
	_filter.favorites_only = is_on
	_refresh()


func _on_unseen_toggled(is_on: bool) -> void:
	_shows_unseen = is_on
	_refresh()


func _ask_discoveries() -> void:
	var result: ApiResult = await Api.dex.stats()
	if is_inside_tree() and result.is_ok():
		show_discoveries((result.value as Stats).discoveries)


## Shows the changes that were refused, until they are tried again or dropped.
func _show_refused() -> void:
	var refused: Array[PendingChange] = _dex.outbox.refused()
	(%RefusedInset as Control).visible = not refused.is_empty()
	if refused.is_empty():
		return
	(%RefusedText as Label).text = refused[0].refusal
	(%TryAgain as Button).text = "Choose" if refused[0].is_conflict() else "Try again"
	(%Drop as Button).visible = not refused[0].is_conflict()


func _try_again() -> void:
	var change: PendingChange = _dex.outbox.refused()[0]
	if change.is_conflict():
		ConflictSheet.ask(Layers.of(self), _dex, change)
	else:
		_dex.outbox.try_again(change)


func _drop() -> void:
	_dex.outbox.drop(_dex.outbox.refused()[0])
	_dex.sync()


func _show_filters() -> void:
	var sheet: FilterSheet = FILTERS.instantiate()
	Layers.of(self).open(sheet)
	sheet.bind(_filter, _dex)
	sheet.changed.connect(_refresh)
	sheet.cleared.connect(_clear_filters)


func _show_sorts() -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_choices("Sort", SORTS, _sort)
	list.chosen.connect(_on_sort_chosen)


func _on_sort_chosen(index: int) -> void:
	_sort = index as Dex.Sort
	(%SortButton as Button).text = SORTS[index]
	Layers.of(self).close()
	_refresh()


func _open_card(face: CardFace) -> void:
	if _selection.visible:
		_selection.toggle(face)
	elif face.is_ghost():
		Navigation.go(&"animal", {"animal_id": face.id})
	elif face.id:
		Navigation.go(&"card", {"entry_id": face.id})


func _show_menu(face: CardFace) -> void:
	if face.is_ghost():
		return
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	var favorite: String = "No favourite any more" if face.is_favorite else "Favourite"
	list.show_actions(
		face.first_line(),
		[["heart", favorite], ["cards", "Open card"], ["tree-structure", "See in tree"], ["check", "Select"]]
	)
	list.chosen.connect(_on_menu_chosen.bind(face))


func _on_menu_chosen(index: int, face: CardFace) -> void:
	Layers.of(self).close()
	match index:
		0:
			_toggle_favorite(face)
		1:
			_open_card(face)
		2:
			Navigation.go(&"tree", {"node": _dex.entry(face.id).animal.id})
		3:
			_selection.toggle(face)


func _toggle_favorite(face: CardFace) -> void:
	_dex.set_favorite(face.id, not face.is_favorite)


func _arrange() -> void:
	var is_wide: bool = Look.is_wide(self)
	(%Search as Control).visible = not is_wide and (%SearchButton as Button).button_pressed
	(%CountsInset as Control).visible = not _is_bare
	(%ChipRow as Control).visible = not _is_bare
	(%BarWide as Control).visible = is_wide
	(%BarInset as Control).visible = not is_wide and not _is_bare
	(%Hang as Control).theme_type_variation = &"Inset0" if is_wide else &"HangPage"
