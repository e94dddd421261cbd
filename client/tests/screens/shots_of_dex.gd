class_name ShotsOfDex
## The dex: grid, list, filters, and its empty and failed states.

const ORDER_PHONE: Array[StringName] = [&"lemur", &"macaw", &"moose", &"", &"clownfish", &"hedgehog"]
const COUNTS: Dictionary[StringName, int] = {&"Mammalia": 7, &"Aves": 3, &"Actinopterygii": 3, &"Reptilia": 2}


static func all() -> Array[Shot]:
	return [
		Shot.of("dex", "dex", 0, _show_grid),
		Shot.of("dex-list", "dex", 0, _show_list),
		Shot.of("dex-loading", "dex", 0, func(screen: Screen) -> void: screen.call(&"show_loading")),
		Shot.of("dex-empty", "dex", 0, show_empty),
		Shot.of("dex-nothing", "dex", 0, _show_nothing),
		Shot.of(
			"dex-error",
			"dex",
			0,
			func(screen: Screen) -> void: screen.call(&"show_error", Problem.of(Problem.TIMED_OUT))
		),
		Shot.of(
			"dex-unavailable",
			"dex",
			0,
			func(screen: Screen) -> void: screen.call(&"show_error", Problem.of(ProblemCode.UNAVAILABLE))
		),
		Shot.of("dex-filters", "dex", 0, _show_filters),
		Shot.of("dex-search", "dex", 0, _show_search),
		Shot.of("dex-menu", "dex", 0, _show_menu),
		Shot.of("dex-sort", "dex", 0, _show_sort),
		Shot.of("dex-conflict", "dex", 0, _show_conflict),
		_large(),
	]


static func faces(is_wide: bool) -> Array[CardFace]:
	if not is_wide:
		return [
			Fakes.face(&"lemur"),
			Fakes.face(&"macaw"),
			Fakes.face(&"moose"),
			Fakes.ghost(6, &"Amphibia", "Seen by Mika"),
			Fakes.face(&"clownfish"),
			Fakes.face(&"hedgehog"),
			Fakes.face(&"crocodile"),
			Fakes.face(&"jaguar"),
		]
	return [
		Fakes.face(&"lemur"),
		Fakes.face(&"macaw"),
		Fakes.ghost(2, &"Insecta", "Seen by Mika"),
		Fakes.face(&"moose"),
		Fakes.face(&"crocodile"),
		Fakes.ghost(6, &"Amphibia", "Seen by Mika and Jo"),
		Fakes.face(&"clownfish"),
		Fakes.face(&"hedgehog"),
		Fakes.face(&"lizard"),
		Fakes.face(&"jaguar"),
		Fakes.face(&"cow"),
		Fakes.face(&"duck"),
	]


static func _show_grid(screen: Screen) -> void:
	screen.call(&"show_cards", faces(Look.is_wide(screen)), COUNTS, 15)
	screen.call(&"show_discoveries", 4)
	screen.call(&"show_unseen_count", 23)


static func _show_list(screen: Screen) -> void:
	screen.call(&"show_as_list", true)
	_show_grid(screen)


static func show_empty(screen: Screen) -> void:
	screen.call(&"show_cards", [] as Array[CardFace], {} as Dictionary[StringName, int], 0)


static func _show_nothing(screen: Screen) -> void:
	screen.call(&"show_cards", [] as Array[CardFace], COUNTS, 15)


static func _show_filters(screen: Screen) -> void:
	_show_grid(screen)
	var filter := DexFilter.new()
	filter.favorites_only = true
	filter.animal_class = "Mammalia"
	var sheet: FilterSheet = load("res://screens/dex/filter_sheet.tscn").instantiate()
	Layers.of(screen).open(sheet)
	sheet.show_filter(
		filter,
		["Mammalia", "Aves", "Actinopterygii", "Reptilia"],
		["Primates", "Carnivora", "Artiodactyla"],
		["Felidae", "Lemuridae"],
		["2026-06", "2026-05"]
	)


static func _show_search(screen: Screen) -> void:
	screen.call(&"show_cards", [Fakes.face(&"moose")] as Array[CardFace], COUNTS, 15)
	var search: LineEdit = screen.get_node(^"%SearchWide" if Look.is_wide(screen) else ^"%Search")
	search.text = "mose"
	search.show()


static func _show_menu(screen: Screen) -> void:
	_show_grid(screen)
	screen.call(&"_show_menu", Fakes.face(&"lemur"))


static func _show_sort(screen: Screen) -> void:
	_show_grid(screen)
	screen.call(&"_show_sorts")


static func _show_conflict(screen: Screen) -> void:
	_show_grid(screen)
	var change := PendingChange.new()
	change.fields = {"notes": "By the river, at dusk.", "wild": true}
	change.theirs = {"notes": "Two of them, drinking.", "wild": null}
	var sheet: ConflictSheet = (load(ConflictSheet.SCENE) as PackedScene).instantiate()
	Layers.of(screen).open(sheet)
	sheet.show_conflict(change, "Moose")


static func _large() -> Shot:
	var shot := Shot.of("dex-text-150", "dex", 0, _show_grid)
	shot.text_size = 150
	return shot
