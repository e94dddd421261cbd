extends CameraPart
## What the photograph shows, and whether that is right.

const VISIBILITIES: Array[String] = [Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC]
const VISIBILITY_WORDS: PackedStringArray = ["Only you see it", "Friends can see it", "Everybody can see it"]
const WILD_WORDS: PackedStringArray = ["In the wild", "Not wild", "I do not know"]
const WILD_DETAILS: PackedStringArray = ["Not a pet, not in a zoo", "A pet, in a garden or a zoo", "Say it if you know"]
const ROW := preload("res://components/controls/list_row.tscn")
const ACTIONS := preload("res://components/layers/action_list.tscn")

var _visibility: String = Visibility.PRIVATE
var _is_usual: bool = true
var _wild: Variant = null


func _ready() -> void:
	(%Add as Button).pressed.connect(_add)
	(%NotIt as Button).pressed.connect(func() -> void: flow.start_correcting())
	(%Two as Button).pressed.connect(func() -> void: flow.look_again("There are two animals here."))
	(%Before as ListRow).pressed.connect(_open_duplicate)
	(%Occasion as OccasionRows).said.connect(func(place: Place, time: String) -> void: flow.say_occasion(place, time))
	(%Who as ListRow).pressed.connect(_choose_visibility)
	(%Wild as ListRow).pressed.connect(_choose_wild)


func refresh() -> void:
	var reveal: Reveal = flow.reveal
	(%Headline as Label).text = RevealWords.headline(reveal)
	(%Lead as Label).text = RevealWords.lead(reveal, Look.is_wide(self))
	(%Sure as Control).visible = reveal.confidence() != ""
	(%SureWord as Label).text = reveal.confidence()
	(%SureWord as Label).theme_type_variation = (
		&"SmallStrong" if reveal.candidate.confidence >= Reveal.LIKELY_FROM else &"SmallDim"
	)
	(%SureBar as ProgressBar).value = reveal.candidate.confidence * 100.0
	(%Add as WideButton).words = RevealWords.add(reveal)
	(%NotIt as Button).text = "Name it more exactly" if reveal.kind == Reveal.Kind.WIDER else "That's not it"
	(%Add as Button).disabled = flow.is_busy
	(%Before as Control).visible = flow.job.duplicate_of != ""
	_show_alternatives(reveal.candidate.alternatives)
	_show_occasion()
	_show_choices()


## What the person usually wants.
func show_defaults(user: Me) -> void:
	_visibility = user.default_visibility
	_show_choices()


func _show_choices() -> void:
	(%Who as ListRow).show_row(
		VISIBILITY_WORDS[VISIBILITIES.find(_visibility)], "Your usual choice" if _is_usual else "For this one"
	)
	var wild_index: int = 2 if _wild == null else int(not _wild)
	var title: String = "Wild, or kept?" if _wild == null else WILD_WORDS[wild_index]
	(%Wild as ListRow).show_row(title, WILD_DETAILS[wild_index])


func _show_occasion() -> void:
	var moment: String = flow.job.captured_at if flow.job else ""
	var clock: String = SightingTime.to_type(moment, _offset()) if moment else ""
	(%Occasion as OccasionRows).show_occasion(flow.occasion, flow.job.place if flow.job else null, clock, _offset())


func _offset() -> int:
	var is_told: bool = flow.job != null and flow.job.utc_offset != Model.ABSENT
	return flow.job.utc_offset if is_told else SightingTime.device_offset()


## The narrower names that the model thinks possible: the person takes one, or none.
func _show_alternatives(alternatives: Array[PossibleAnimal]) -> void:
	var rows: Container = %Alternatives
	if rows.get_child_count() == alternatives.size():
		return
	for animal: PossibleAnimal in alternatives:
		var row: ListRow = ROW.instantiate()
		row.title = animal.common_name if animal.common_name else animal.scientific_name
		row.detail = animal.scientific_name
		row.detail_style = CardFace.scientific_style(animal.rank)
		row.value = "%d%%" % roundi(animal.confidence * 100.0)
		row.end_icon = preload("res://art/icons/caret-right.svg")
		row.leads_on = true
		row.pressed.connect(flow.correct.bind(animal.scientific_name))
		rows.add_child(row)


func _open_duplicate() -> void:
	var entry_id: String = await flow.open_duplicate()
	if entry_id and is_inside_tree():
		Navigation.go(&"card", {"entry_id": entry_id})


func _choose_visibility() -> void:
	_ask("Who may see it", VISIBILITY_WORDS, VISIBILITIES.find(_visibility), _on_visibility_chosen)


func _choose_wild() -> void:
	_ask("Where it lives", WILD_WORDS, 2 if _wild == null else int(not _wild), _on_wild_chosen)


func _ask(heading: String, choices: PackedStringArray, selected: int, on_chosen: Callable) -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_choices(heading, choices, selected)
	list.chosen.connect(on_chosen)


func _on_visibility_chosen(index: int) -> void:
	_visibility = VISIBILITIES[index]
	_is_usual = false
	Layers.of(self).close()
	_show_choices()


func _on_wild_chosen(index: int) -> void:
	_wild = [true, false, null][index]
	Layers.of(self).close()
	_show_choices()


func _add() -> void:
	var request := NewEntryRequest.new().set_visibility(_visibility)
	if _wild != null:
		request.set_wild(_wild)
	flow.add(request)
