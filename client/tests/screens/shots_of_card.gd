class_name ShotsOfCard
## The card, its sheets, its styles, and the animal.


static func all() -> Array[Shot]:
	return [
		Shot.of("card", "card", 0, _show),
		Shot.of("card-below", "card", 0, _show_below),
		Shot.of("card-menu", "card", 0, _show_menu),
		Shot.of("card-edit", "card", 0, _show_edit),
		Shot.of("card-rename", "card", 0, _show_rename),
		Shot.of("card-delete", "card", 0, _show_delete),
		Shot.of("card-of-friend", "card", 0, _show_friends),
		Shot.of("card-report", "card", 0, _show_report),
		Shot.of("card-hidden", "card", 0, _show_hidden),
		Shot.of("card-appeal", "card", 0, _show_appeal),
		Shot.of("card-likes", "card", 0, _show_likes),
		Shot.of("card-full", "card", 0, _show_full),
		Shot.of("card-viewer", "card", 0, _show_viewer),
		Shot.of("card-loading", "card", 0, _show_loading),
		Shot.of(
			"card-error",
			"card",
			0,
			func(screen: Screen) -> void: screen.call(&"show_error", Problem.of(Problem.TIMED_OUT))
		),
		_large(),
		Shot.of("style", "style_card", 0, _show_style),
		Shot.of("animal", "animal", 0, func(screen: Screen) -> void: screen.call(&"show_animal", Fakes.animal())),
		Shot.of(
			"animal-error",
			"animal",
			0,
			func(screen: Screen) -> void: screen.call(&"show_error", Problem.of(Problem.OFFLINE))
		),
	]


static func _show(screen: Screen) -> void:
	var entry: Entry = Fakes.entry()
	entry.likes = 3
	screen.call(&"show_entry", entry, DexCard.of([entry, Fakes.entry("2"), Fakes.entry("3")] as Array[Entry]))
	_show_photos(screen, 3)
	screen.call(&"show_animal", Fakes.animal())


static func _show_loading(screen: Screen) -> void:
	screen.call(&"show_loading")
	await screen.get_tree().create_timer(2.0 * Skeleton.AFTER).timeout


static func _show_photos(screen: Screen, count: int) -> void:
	var textures: Array[Texture2D] = []
	textures.resize(count)
	textures.fill(Fakes.photo("lemur.webp"))
	(screen.get_node(^"%Gallery") as CardGallery).show_textures(textures)


static func _large() -> Shot:
	var shot := Shot.of("card-text-150", "card", 0, _show)
	shot.text_size = 150
	return shot


## As many photographs as fit on a card.
static func _show_full(screen: Screen) -> void:
	_show(screen)
	_show_photos(screen, CardGallery.MOST_PICTURES)


static func _show_viewer(screen: Screen) -> void:
	_show(screen)
	(screen.get_node(^"%Gallery") as CardGallery).plate.picture_tapped.emit()


static func _show_friends(screen: Screen) -> void:
	var entry: Entry = Fakes.entry()
	entry.mine = null
	entry.likes = 6
	entry.liked_by_me = true
	screen.call(&"show_entry", entry, null)
	screen.call(&"show_owner", "mika")
	_show_photos(screen, 1)
	screen.call(&"show_animal", Fakes.animal())


static func _show_report(screen: Screen) -> void:
	_show_friends(screen)
	ReportQuestion.about_card(screen, Fakes.entry())


static func _show_hidden(screen: Screen) -> void:
	_show(screen)
	var entry: Entry = Fakes.entry()
	entry.mine.hidden = Hidden.from_json({"reason": "A person can be recognized on it.", "at": "2026-06-20T08:00:00Z"})
	screen.call(&"show_entry", entry, null)


static func _show_appeal(screen: Screen) -> void:
	_show_hidden(screen)
	(screen.get_node(^"%Moderated") as ModerationNote).call(&"_appeal")


static func _show_likes(screen: Screen) -> void:
	_show(screen)
	var sheet: LikesSheet = load("res://screens/card/likes_sheet.tscn").instantiate()
	Layers.of(screen).open(sheet)
	var likers: Array[Dictionary] = []
	for name: String in ["Mika", "Jo Farrow", "Priya"]:
		var person: Dictionary = {"id": name, "username": name.to_lower(), "display_name": name}
		likers.append({"person": person, "at": "2026-06-15T08:00:00Z", "friend": name != "Priya"})
	sheet.show_page(LikerPage.from_json({"items": likers, "next_cursor": "2"}))


static func _show_below(screen: Screen) -> void:
	_show(screen)
	await screen.get_tree().process_frame
	(screen.get_node(^"%Scroll") as ScrollContainer).scroll_vertical = 2000


static func _show_menu(screen: Screen) -> void:
	_show(screen)
	CardMenu.open(screen, Fakes.entry(), null, Callable())


static func _show_edit(screen: Screen) -> void:
	_show(screen)
	CardMenu.edit_fields(screen, Fakes.entry(), null)


static func _show_rename(screen: Screen) -> void:
	_show(screen)
	CardMenu.rename(screen, Fakes.entry(), null)
	var finder: NameFinder = Layers.of(screen).find_children("*", "NameFinder", true, false)[0]
	(finder.get_node(^"%Search") as LineEdit).text = "lemur"
	finder.show_names(Fakes.taxa())


static func _show_delete(screen: Screen) -> void:
	_show(screen)
	Layers.of(screen).confirm(
		"Delete this sighting of a ring-tailed lemur?",
		"Its photo and notes go for good. It was your only one: № 031 becomes a silhouette.",
		"Delete",
		"Keep it",
		true
	)


static func _show_style(screen: Screen) -> void:
	var entry: Entry = Fakes.entry()
	var face: CardFace = CardFace.of_entry(entry)
	face.texture = Fakes.photo("lemur.webp")
	face.focus = Vector2(0.58, 0.5)
	entry.customizations = Fakes.dress()
	screen.call(&"show_entry", entry, face)
