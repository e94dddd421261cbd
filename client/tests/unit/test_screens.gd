extends TestCase
## Every screen in the frame, for a signed-in person without a connection.

const PARAMS: Dictionary[String, String] = {
	"entry_id": "1", "animal_id": "lemur-catta", "badge_id": "animals-15", "user_id": "jo", "code": "K7QDM4XP"
}
const PERSON := preload("res://screens/person/person.tscn")
const NOWHERE := "http://127.0.0.1:9"
const VISITS := 10
const CARDS := 2000

var frame: Frame


func before() -> void:
	Api.credentials.keep("token", "refresh", 3600)
	Session.user = Me.from_json(
		{"id": "test", "username": "ana.r", "created_at": "2026-05-09T08:00:00Z", "locale": "en"}
	)
	Store.call(&"_open", Session.user)
	Store.dex.call(&"_put", _document())
	Store.settings.is_onboarded = true
	frame = (load("res://main.tscn") as PackedScene).instantiate()
	adopt(frame)
	await root.get_tree().process_frame


func after() -> void:
	super()
	Api.http.origin = NOWHERE
	Api.credentials.clear()
	Store.call(&"_close", SessionManager.Reason.ASKED)
	Session.user = null
	Navigation.screen = null
	Navigation.current = null


func test_every_screen_opens() -> void:
	for route: StringName in Route.TABLE:
		var path: String = Route.to(route).scene_path()
		if not ResourceLoader.exists(path):
			continue
		var screen: Screen = (load(path) as PackedScene).instantiate()
		frame.show_screen(screen, null, Navigator.Direction.ASIDE)
		screen.open(PARAMS)
		for step: int in 4:
			await root.get_tree().process_frame
		expect(screen.is_inside_tree() or screen.is_queued_for_deletion(), "%s stays" % route)
		var state: Dictionary = screen.save_state()
		if state:
			screen.restore_state(state)
		screen.scroll_to_top()
		await root.get_tree().process_frame
		screen.queue_free()


func test_a_card_that_is_handed_on_is_signed_as_it_is_on_the_screen() -> void:
	var plates: Array[Plate] = []
	for index: int in 2:
		plates.append(SharedPicture.PLATE.instantiate())
		frame.add_child(plates[index])
	var entry: Entry = Store.dex.entry("1")
	entry.identified_by = IdentifiedBy.PERSON
	plates[0].show_face(CardFace.of_entry(entry))
	plates[0].show_texture(PlaceholderTexture2D.new())
	plates[0].show_credits(entry, "jo")
	plates[1].copy_from(plates[0])
	for shown: NodePath in [^"%Photographer", ^"%Namer", ^"%Name"]:
		expect_equal((plates[1].get_node(shown) as Label).text, (plates[0].get_node(shown) as Label).text)
	expect_equal((plates[1].get_node(^"%Photographer") as Label).text, "Photographed by jo")
	expect((plates[1].get_node(^"%Pencil") as Control).visible, "somebody has named it")
	expect((plates[1].get_node(^"%Picture") as PictureView).texture is PlaceholderTexture2D, "its picture is there")


func test_a_picture_of_oneself_is_chosen_out_of_ones_sightings_and_taken_away() -> void:
	Store.dex.call(&"_put", DocumentsOf.entry("7", "moose"))
	var user: Me = Me.from_json({"id": "test", "username": "ana.r", "avatar_url": "/media/avatars/test/7"})
	for expected: Variant in ["7", null]:
		var sheet: ProfileSheet = (load("res://screens/profile/edit_sheet.tscn") as PackedScene).instantiate()
		frame.add_child(sheet)
		sheet.show_user(user)
		var saved: Array[MyChangesRequest] = []
		sheet.saved.connect(func(changes: MyChangesRequest) -> void: saved.append(changes))
		var first: Thumbnail = sheet.get_node(^"%Pictures").get_child(0)
		expect((first.get_node(^"%Ring") as Control).visible, "it is marked")
		(sheet.get_node(^"%Save") as Button).pressed.emit()
		expect(not saved[0].fields.has("avatar_entry"), "unchanged")
		if expected:
			first.pressed.emit()
		else:
			(sheet.get_node(^"%NoPicture") as Button).pressed.emit()
		(sheet.get_node(^"%Save") as Button).pressed.emit()
		expect(saved[1].fields.get("avatar_entry", "") == expected, "chosen, or none")
		sheet.free()


func test_where_and_when_a_photograph_was_taken_may_be_said_otherwise() -> void:
	var sheet: OccasionSheet = (load("res://screens/camera/occasion_sheet.tscn") as PackedScene).instantiate()
	frame.add_child(sheet)
	var said: Array = []
	sheet.saved.connect(func(place: Place, time: String) -> void: said.append([place, time]))
	var photo_place: Place = Place.from_json({"latitude": -21.85, "longitude": 46.85, "name": "Anja"})
	sheet.show_occasion(photo_place, "2026-06-14 10:42", 120)
	var save: Button = sheet.get_node(^"%Save")
	save.pressed.emit()
	expect_equal((said[0][0] as Place).name, "Anja")
	expect_equal(said[0][1], "", "the time is the photograph's still")
	(sheet.get_node(^"%When") as Field).input.text = "2026-06-13 10:00"
	(sheet.get_node(^"%NoPlace") as Button).pressed.emit()
	save.pressed.emit()
	expect(said[1][0] == null, "no place")
	expect_equal(said[1][1], "2026-06-13T10:00:00+02:00")
	sheet.show_point(Vector2(48.2, 16.3))
	save.pressed.emit()
	expect(is_equal_approx((said[2][0] as Place).latitude, 48.2), "there")
	(sheet.get_node(^"%Point") as Field).input.text = "Vienna"
	save.pressed.emit()
	expect_equal(said.size(), 3, "that is no place")
	sheet.free()


func test_what_the_person_says_of_where_and_when_counts_for_more_than_the_photograph() -> void:
	var rows: OccasionRows = (load("res://screens/camera/occasion_rows.tscn") as PackedScene).instantiate()
	frame.add_child(rows)
	var where: ListRow = rows.get_node(^"%Where")
	var when: ListRow = rows.get_node(^"%When")
	var occasion := Occasion.new()
	rows.show_occasion(occasion, null, "", 120)
	expect_equal([where.title, where.detail], ["Add a place", "The photo says none"])
	expect_equal([when.title, when.detail], ["Now", "The photo does not say when"])
	var found: Place = Place.from_json({"latitude": -21.85, "longitude": 46.85})
	rows.show_occasion(occasion, found, "2026-06-14 10:42", 120)
	expect_equal([where.title, where.detail], ["-21.8500, 46.8500", "From the photo"])
	expect_equal(when.detail, "From the photo")
	occasion.say(Place.from_json({"latitude": 48.2, "longitude": 16.3, "name": "Vienna"}), "2026-06-13T10:00:00+02:00")
	rows.show_occasion(occasion, found, "2026-06-14 10:42", 120)
	expect_equal([where.title, where.detail, when.detail], ["near Vienna", "As you say", "As you say"])
	occasion.say(null, "")
	rows.show_occasion(occasion, found, "2026-06-14 10:42", 120)
	expect_equal([where.title, when.detail], ["No place", "As you say"])
	rows.free()


func test_a_place_is_added_to_an_entry_and_taken_away() -> void:
	var entry: Entry = Entry.from_json(DocumentsOf.entry("1", "moose"))
	for place: Variant in [null, {"latitude": 48.123456, "longitude": 16.5, "name": "Vienna"}]:
		entry.mine = OwnersPart.from_json({"notes": null, "geoprivacy": "open", "place": place})
		var sheet: EditSheet = (load("res://screens/card/edit_sheet.tscn") as PackedScene).instantiate()
		frame.add_child(sheet)
		sheet.show_entry(entry)
		var said: Array[Dictionary] = []
		sheet.saved.connect(func(changes: EntryPatchRequest) -> void: said.append(changes.fields.duplicate()))
		var save: Button = sheet.get_node(^"%Save")
		save.pressed.emit()
		expect_equal(said[0], {}, "nothing was changed")
		(sheet.get_node(^"%Where") as Field).input.text = "Wien"
		save.pressed.emit()
		if place:
			expect_equal(
				said[1]["place"], {"latitude": 48.123456, "longitude": 16.5, "name": "Wien"}, "as exact as before"
			)
			expect_equal(entry.mine.place.name, "Vienna", "the entry's own place is untouched until the change is kept")
			(sheet.get_node(^"%Where") as Field).input.text = ""
			(sheet.get_node(^"%Point") as Field).input.text = ""
			save.pressed.emit()
			expect(said[2].has("place") and said[2]["place"] == null, "taken away")
		else:
			expect_equal(said.size(), 1, "a name alone is no place")
		sheet.free()


func test_what_is_said_of_place_and_time_is_for_the_entry() -> void:
	var flow := JobFlow.new(Api, Store.dex)
	flow.job = (
		Job
		. from_json(
			{
				"captured_at": "2026-06-14T08:42:00Z",
				"utc_offset": 120,
				"place": {"latitude": -21.85, "longitude": 46.85, "name": "Anja"},
				"candidates": [{"scientific_name": "Lemur catta", "rank": "species", "confidence": 0.9}],
			}
		)
	)
	flow.reveal = Reveal.of(flow.job.candidates[0], 0, 0)
	var part: CameraPart = (load("res://screens/camera/reveal_part.tscn") as PackedScene).instantiate()
	frame.add_child(part)
	part.bind(flow)
	var rows: OccasionRows = part.get_node(^"%Occasion")
	expect_equal((rows.get_node(^"%When") as ListRow).title, "Sunday, 14 June 2026, 10:42")
	var request := NewEntryRequest.new()
	flow.occasion.write_to(request)
	expect(not request.fields.has("place") and not request.fields.has("caught_at"), "as the photo says")
	rows.said.emit(null, "2026-06-13T10:00:00+02:00")
	flow.occasion.write_to(request)
	expect(request.fields["place"] == null, "no place")
	expect_equal(request.fields["caught_at"], "2026-06-13T10:00:00+02:00")
	part.refresh()
	expect_equal((rows.get_node(^"%Where") as ListRow).title, "No place")
	flow.forget()
	part.free()


func test_the_dex_shows_what_is_in_the_copy() -> void:
	var screen: Screen = await _show("dex")
	var grid: CardGrid = screen.get_node(^"%Grid")
	for step: int in 4:
		await root.get_tree().process_frame
	expect_equal(grid.get_child_count(), 1)
	expect_equal((grid.get_child(0) as CardView).face.name, "Ring-tailed lemur")


func test_screens_and_sheets_that_come_and_go_leave_nothing() -> void:
	var before: float = await _nodes_after_visits()
	expect(await _nodes_after_visits() <= before, "no visit leaves a node")
	expect_equal(Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT), 0.0)


func test_thousands_of_cards_keep_the_pictures_and_nodes_of_what_is_in_sight() -> void:
	var grid := CardGrid.new()
	var scroll := ScrollContainer.new()
	scroll.size = Vector2(390, 844)
	grid.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	scroll.add_child(grid)
	frame.add_child(scroll)
	var faces: Array[CardFace] = []
	for index: int in CARDS:
		faces.append(_face_with_picture(index))
	grid.show_faces(faces)
	await frames()
	var nodes: int = 0
	for _step: int in CARDS / 10:
		scroll.scroll_vertical += 400
		await frames(1)
		nodes = maxi(nodes, grid.get_child_count())
	expect(grid.call(&"_in_sight").x > 100, "it was scrolled")
	expect(nodes > 0 and nodes < 30, "%d cards are there" % nodes)
	expect(faces.all(func(face: CardFace) -> bool: return face.texture == null), "no face keeps its picture")


func test_a_card_is_found_again_by_its_name() -> void:
	var screen: Screen = await _show("dex")
	(screen.get_node(^"%Search") as LineEdit).text_changed.emit("zebra")
	expect((screen.get_node(^"%State") as Control).visible, "nothing matches")
	(screen.get_node(^"%Search") as LineEdit).text_changed.emit("lemru")
	expect(not (screen.get_node(^"%State") as Control).visible, "a mistake is forgiven")


func test_a_sheet_closes_before_the_screen() -> void:
	var screen: Screen = await _show("dex")
	screen.call(&"_show_sorts")
	expect(screen.close_layer(), "the sheet")
	expect(not screen.close_layer(), "nothing is left")


func test_a_question_is_answered_by_closing_it() -> void:
	var layers: Layers = Layers.of(frame)
	layers.close.call_deferred()
	expect_equal(await layers.confirm("Delete?", "", "Delete", "Keep it"), false)


func test_a_press_beside_a_sheet_closes_it_and_the_wheel_does_not() -> void:
	var layers: Layers = Layers.of(frame)
	var sheet: Sheet = layers.open(Label.new())
	var scrim: Control = sheet.get_node(^"%Scrim")
	var closed: Array[bool] = []
	sheet.closed.connect(closed.append.bind(true))
	for button: MouseButton in [MOUSE_BUTTON_WHEEL_DOWN, MOUSE_BUTTON_LEFT]:
		expect_equal(closed.size(), 0, "it is open")
		var press := InputEventMouseButton.new()
		press.button_index = button
		press.pressed = true
		scrim.gui_input.emit(press)
	expect_equal(closed.size(), 1, "it is closed")


func test_a_question_comes_to_rest_where_it_belongs() -> void:
	var before: Vector2i = root.size
	root.size = Vector2i(1280, 720)
	var layers: Layers = Layers.of(frame)
	layers.confirm("Unfriend Mika?", "You and Mika no longer see each other's cards.", "Unfriend", "Stay friends")
	var sheet: Sheet = layers.get_child(0)
	var stage: Control = sheet.get_node(^"%Stage")
	var panel: Control = sheet.get_node(^"%Panel")
	await until(func() -> bool: return stage.modulate.a == 1.0, "the question is there")
	var room: float = sheet.size.y - panel.size.y
	expect_equal(panel.global_position.y, room / 2.0)
	layers.close()
	root.size = before


func test_what_a_sheet_is_opened_for_stays_in_sight_however_long_it_is() -> void:
	var content := VBoxContainer.new()
	var long := Control.new()
	long.custom_minimum_size.y = 5000.0
	content.add_child(long)
	var done := Button.new()
	done.add_to_group(Sheet.FOOT)
	content.add_child(done)
	var sheet: Sheet = Layers.of(frame).open(content)
	var stage: Control = sheet.get_node(^"%Stage")
	await until(func() -> bool: return stage.modulate.a == 1.0, "the sheet is there")
	expect(sheet.get_global_rect().encloses(done.get_global_rect()), "the button is on the screen")
	Layers.of(frame).close()


func test_a_toast_comes_to_rest_in_the_middle() -> void:
	var before: Vector2i = root.size
	root.size = Vector2i(1280, 720)
	Store.settings.motion = Settings.Movement.FULL
	var layers: Layers = Layers.of(frame)
	var toast: Toast = layers.toast("Saved.")
	var middle := func() -> bool: return absf(toast.get_global_rect().get_center().x - layers.size.x / 2.0) < 1.0
	await until(func() -> bool: return toast.modulate.a == 1.0 and middle.call(), "the toast rests in the middle")
	await frames(4)
	expect(middle.call(), "it stays there")
	Store.settings.motion = Settings.Movement.DEVICE
	root.size = before


func test_favourites_change_at_once() -> void:
	var screen: Screen = await _show("card")
	screen.call(&"_toggle_favorite")
	expect(Store.dex.entry("1").favorite, "favourite")
	expect_equal((screen.get_node(^"%Buttons/%Favorite") as Button).theme_type_variation, &"GoldButton")


func test_a_card_is_shared_once_its_photo_is_there() -> void:
	var server: LocalServer = _serve()
	var image := Image.create(3, 3, false, Image.FORMAT_RGB8)
	server.answer_bytes("GET /media/whole", 200, image.save_png_to_buffer())
	var screen: Screen = await _show_card_with_picture("/media/whole")
	var picture: PictureView = screen.get_node(^"%Gallery/%Plate/%Picture")
	expect(picture.texture == null, "it is on its way")
	expect(await (screen.get_node(^"%Gallery") as CardGallery).load_shown(), "there")
	expect_equal(picture.texture.get_size(), Vector2(3, 3))


func test_a_card_whose_photo_does_not_load_is_not_shared() -> void:
	_serve().problem("GET /media/broken", 404, ProblemCode.NOT_FOUND)
	var screen: Screen = await _show_card_with_picture("/media/broken")
	var share: Button = screen.get_node(^"%Buttons/%Share")
	share.pressed.emit()
	expect(share.disabled, "it waits")
	await until(func() -> bool: return not share.disabled, "it ends")
	var toast: Toast = frame.find_children("*", "Toast", true, false)[0]
	expect_equal((toast.get_node(^"%Sentence") as Label).text, "Its photo did not load.")


## Answers in the API's place until the test has ended.
func _serve() -> LocalServer:
	var server: LocalServer = adopt(LocalServer.new())
	Api.http.origin = server.origin
	return server


func _show_card_with_picture(url: String) -> Screen:
	var document: Dictionary = _document()
	document["pictures"] = [{"id": "p", "display_url": url, "thumbnail_url": url + "/thumb"}]
	Store.dex.call(&"_put", document)
	return await _show("card")


func test_notes_are_kept_when_one_leaves_while_typing() -> void:
	var screen: Screen = await _show("card")
	var notes: TextEdit = screen.get_node(^"%Notes/%Notes")
	notes.text = "Two on the birch log."
	notes.text_changed.emit()
	screen.free()
	expect_equal(Store.dex.entry("1").mine.notes, "Two on the birch log.")


func test_anothers_card_has_a_heart_and_ones_own_tells_how_many_pressed_it() -> void:
	var screen: Screen = await _show("card")
	var heart: LikeButton = screen.get_node(^"%Buttons/%Like")
	var row: ListRow = screen.get_node(^"%Facts/%Likes")
	var document: Dictionary = _document()
	document["likes"] = 3
	screen.call(&"show_entry", Entry.from_json(document), null)
	expect(row.visible and not heart.visible, "one's own")
	expect_equal(row.title, "3 people like it")
	document.erase("mine")
	screen.call(&"show_entry", Entry.from_json(document), null)
	expect(heart.visible and not row.visible, "another's")
	screen.call(&"_toggle_like")
	expect_equal(heart.accessibility_name, "Liked, 4")


func test_why_a_card_is_hidden_is_told_to_its_owner_alone() -> void:
	var screen: Screen = await _show("card")
	var note: ModerationNote = screen.get_node(^"%Moderated")
	expect(not note.visible, "nothing is hidden")
	var document: Dictionary = _document()
	document["mine"]["hidden"] = {"reason": "A person is on it.", "at": "2026-06-14T10:00:00Z"}
	screen.call(&"show_entry", Entry.from_json(document), null)
	expect(note.visible, "its owner")
	expect_equal((note.get_node(^"%Reason") as Label).text, "A person is on it.")
	document.erase("mine")
	screen.call(&"show_entry", Entry.from_json(document), null)
	expect(not note.visible, "another")


func test_why_somebody_is_suspended_stands_on_their_profile() -> void:
	var screen: Screen = await _show("profile")
	var note: ModerationNote = screen.get_node(^"%Moderated")
	expect(not note.visible, "nobody is suspended")
	var suspension: Dictionary = {"reason": "Advertising.", "at": "2026-06-14T10:00:00Z"}
	screen.call(&"show_user", Me.from_json({"id": "test", "username": "ana.r", "suspension": suspension}))
	expect(note.visible, "suspended")


func test_that_ones_username_is_hidden_stands_on_ones_profile() -> void:
	var screen: Screen = await _show("profile")
	var why: Dictionary = {"reason": "An insult.", "at": "2026-06-14T10:00:00Z"}
	screen.call(&"show_user", Me.from_json({"id": "test", "username": "ana.r", "hidden_name": why}))
	var note: ModerationNote = screen.get_node(^"%Moderated")
	expect(note.visible, "hidden")
	expect_equal((note.get_node(^"%Sentence") as Label).text, "Moderators hide your username.")
	expect_equal((note.get_node(^"%Reason") as Label).text, "An insult.")


func test_an_appeal_has_words() -> void:
	var sheet: AppealSheet = (load("res://components/moderation/appeal_sheet.tscn") as PackedScene).instantiate()
	Layers.of(frame).open(sheet)
	var send: Button = sheet.get_node(^"%Send")
	for words: String in ["", "  \n", "x".repeat(AppealSheet.LONGEST + 1)]:
		_type(sheet, words)
		expect(send.disabled, words.left(3))
	_type(sheet, "It is my own photo.")
	expect(not send.disabled, "may be sent")
	sheet.queue_free()


func _type(sheet: AppealSheet, words: String) -> void:
	var field: TextEdit = sheet.get_node(^"%Words")
	field.text = words
	field.text_changed.emit()


func test_who_likes_a_card_is_told_page_by_page() -> void:
	var sheet: LikesSheet = (load("res://screens/card/likes_sheet.tscn") as PackedScene).instantiate()
	Layers.of(frame).open(sheet)
	var liker: Dictionary = {"person": {"id": "mika", "username": "mika"}, "at": "2026-06-14T10:00:00Z", "friend": true}
	sheet.show_page(LikerPage.from_json({"items": [liker], "next_cursor": "2"}))
	expect((sheet.get_node(^"%More") as Control).visible, "there are more")
	sheet.show_page(LikerPage.from_json({"items": [liker], "next_cursor": null}))
	expect_equal((sheet.get_node(^"%People") as Node).get_child_count(), 2)
	expect(not (sheet.get_node(^"%More") as Control).visible, "the end")
	sheet.queue_free()


func test_what_one_is_not_told_is_what_is_switched_off() -> void:
	var sheet: MutedSheet = (load("res://screens/settings/muted_sheet.tscn") as PackedScene).instantiate()
	Layers.of(frame).open(sheet)
	sheet.show_user(Me.from_json({"muted_notices": [NoticeKind.LIKE, NoticeKind.BADGE]}))
	expect_equal(sheet.muted(), [NoticeKind.LIKE, NoticeKind.BADGE] as Array[String])
	sheet.queue_free()


func test_the_camera_refuses_what_is_too_large() -> void:
	var screen: Screen = await _show("camera")
	var photo := BytesPhoto.new()
	photo.content_type = "image/jpeg"
	photo.size = 31 * 1000 * 1000
	Store.camera.choose(photo)
	var texts: Array[Node] = screen.find_children("RefusalText", "Label", true, false)
	expect_equal((texts[0] as Label).text, "This photo has 31 MB. 25 fit.")


func test_who_has_opted_out_of_ai_names_photographs_oneself() -> void:
	Session.user.ai_opt_out = true
	var screen: Screen = await _show("camera", {})
	await Store.camera.choose(_photo())
	expect(not (screen.find_children("Ai", "Switch", true, false)[0] as Switch).button_pressed, "it is off")
	expect_equal((screen.find_children("Send", "Button", true, false)[0] as Button).text, "Send it, I name it")


func test_a_friends_card_says_who_photographed_and_named_it() -> void:
	var screen: Screen = await _show("card")
	var entry: Entry = _entry_of_friend()
	entry.identified_by = IdentifiedBy.PERSON
	screen.call(&"show_entry", entry, null)
	screen.call(&"show_owner", "mika")
	expect_equal((screen.find_children("Photographer", "Label", true, false)[0] as Label).text, "Photographed by mika")
	expect_equal((screen.find_children("Namer", "Label", true, false)[0] as Label).text, "Named by mika")


func test_a_card_has_its_shape_while_it_loads() -> void:
	_serve().be_silent("GET /api/v1/dex/entries/slow")
	var screen: Screen = await _show("card", {"entry_id": "slow"})
	var shape: Control = screen.get_node(^"%PlateSkeleton")
	expect(shape.is_visible_in_tree() and shape.modulate.a == 0.0, "not seen at once")
	await until(func() -> bool: return shape.modulate.a == 1.0, "seen after a moment")
	expect(not (screen.get_node(^"%Gallery") as Control).is_visible_in_tree(), "no card yet")
	screen.call(&"show_entry", _entry_of_friend(), null)
	expect(not shape.visible, "gone")
	expect((screen.get_node(^"%Gallery") as Control).is_visible_in_tree(), "the card")


func test_only_what_is_ones_own_becomes_a_favourite() -> void:
	var screen: Screen = await _show("card")
	screen.call(&"show_entry", _entry_of_friend(), null)
	var key := InputEventAction.new()
	key.action = &"toggle_favorite"
	key.pressed = true
	screen.call(&"_unhandled_key_input", key)
	expect(not Store.dex.entry("1").favorite, "another's")
	screen.call(&"show_entry", Store.dex.entry("1"), null)
	screen.call(&"_unhandled_key_input", key)
	expect(Store.dex.entry("1").favorite, "one's own")


func test_a_card_that_does_not_load_says_so_and_is_tried_again() -> void:
	var screen: Screen = await _show("card", {"entry_id": "of-nobody"})
	var state: PlaceState = screen.get_node(^"%State")
	await until(func() -> bool: return state.visible, "it says so")
	expect(not (screen.get_node(^"%Scroll") as Control).visible, "there is no card")
	screen.call(&"show_entry", _entry_of_friend(), null)
	expect(not state.visible, "it is there")


func test_the_strip_of_a_photograph_leaves_room_for_the_cameras_button() -> void:
	var before: Vector2i = root.size
	root.size = Vector2i(390, 844)
	var strip: JobStrip = frame.get_node(^"%Strip")
	strip.show()
	(strip.get_node(^"%Sentence") as Label).text = "Wir suchen den Namen"
	await frames(4)
	var disc: Rect2 = (frame.get_node(^"%TabBar") as NavigationBar).camera().get_node(^"%Disc").get_global_rect()
	var words: Rect2 = (strip.get_node(^"%Sentence") as Control).get_global_rect()
	expect(words.end.x < disc.position.x, "%s ends before %s" % [words, disc])
	root.size = before


func test_a_revealed_card_is_whole_on_a_low_stage() -> void:
	var stage: RevealStage = _phone_stage()
	stage.show_card(CardFace.of_entry(Store.dex.entry("1")), Reveal.Kind.NEW)
	for height: float in [600.0, stage.least_height()]:
		stage.size = Vector2(390.0, height)
		await frames(6)
		_expect_whole_card(stage, str(height))


func test_a_long_name_is_whole_on_the_smallest_revealed_card() -> void:
	var stage: RevealStage = _phone_stage()
	stage.size = Vector2(390.0, stage.least_height())
	var second: Label = stage.get_node(^"%Card/%Second")
	var face: CardFace = CardFace.of_entry(Store.dex.entry("1"))
	for names: Array in [
		["Crocodile", "Crocodylidae", Rank.FAMILY], ["Oriental garden lizard", "Calotes versicolor", Rank.SPECIES]
	]:
		face.name = names[0]
		face.scientific_name = names[1]
		face.rank = names[2]
		stage.show_card(face, Reveal.Kind.WIDER)
		await frames(6)
		var font_size: int = second.get_theme_font_size(&"font_size")
		var width: float = second.get_theme_font(&"font").get_string_size(second.text, 0, -1, font_size).x
		expect(second.get_line_count() == ceili(width / second.size.x), "%s on enough lines" % second.text)
		expect_equal(second.get_visible_line_count(), second.get_line_count(), "all of them seen")
		_expect_whole_card(stage, second.text)


func _phone_stage() -> RevealStage:
	var stage: RevealStage = (load("res://screens/camera/reveal_stage.tscn") as PackedScene).instantiate()
	stage.theme = Look.fitted(false, false, 100)
	frame.add_child(stage)
	return stage


## The card lies on that part of the stage which no panel covers, with air above and below.
func _expect_whole_card(stage: RevealStage, what: String) -> void:
	var card: Rect2 = (stage.get_node(^"%Card") as Control).get_global_rect().grow(RevealStage.AIR - 1.0)
	expect((stage.get_node(^"%Centre") as Control).get_global_rect().encloses(card), what)


func test_a_dex_without_animals_has_nothing_to_count_or_choose_from() -> void:
	var screen: Screen = await _show("dex")
	for has_animals: bool in [true, false]:
		if not has_animals:
			screen.call(&"show_cards", [] as Array[CardFace], {} as Dictionary[StringName, int], 0)
		for part: String in ["%CountsInset", "%ChipRow"]:
			expect_equal((screen.get_node(NodePath(part)) as Control).visible, has_animals, part)


func test_what_was_searched_for_stands_in_its_field_when_one_comes_back() -> void:
	var screen: Screen = await _show("dex")
	var filter := DexFilter.new()
	filter.text = "zebra"
	screen.restore_state(screen.save_state().merged({"filter": filter.to_state()}, true))
	expect((screen.get_node(^"%SearchButton") as Button).button_pressed, "the search is open")
	expect_equal((screen.get_node(^"%Search") as LineEdit).text, "zebra")


func test_closing_the_search_takes_away_what_was_found() -> void:
	var screen: Screen = await _show("dex")
	var toggle: Button = screen.get_node(^"%SearchButton")
	toggle.button_pressed = true
	var search: LineEdit = screen.get_node(^"%Search")
	search.text = "zebra"
	search.text_changed.emit("zebra")
	expect_equal((screen.get_node(^"%Animals") as Label).text, "0 of 1")
	toggle.button_pressed = false
	expect_equal((screen.get_node(^"%Animals") as Label).text, "1")
	expect_equal((screen.get_node(^"%AnimalsWord") as Label).text, "animal")


## Opens a card over the dex and a sheet over the card, and goes back.
func _come_and_go() -> void:
	for route: String in ["dex", "card"]:
		var screen: Screen = await _show(route)
		if route == "card":
			(screen.get_node(^"%Buttons") as CardButtons).menu_pressed.emit()
		else:
			screen.call(&"_show_sorts")
		await frames()
		Layers.of(frame).close()
		screen.free()
	await until(func() -> bool: return Layers.of(frame).find_children("*", "Sheet", false, false).is_empty(), "closed")
	await frames()


## The smallest number after some visits: a request in progress is a node of its own.
func _nodes_after_visits() -> float:
	var least: float = INF
	for _visit: int in VISITS:
		await _come_and_go()
		least = minf(least, Performance.get_monitor(Performance.OBJECT_NODE_COUNT))
	return least


func _face_with_picture(index: int) -> CardFace:
	var face := CardFace.new()
	face.thumbnail_url = "/media/%d" % index
	var image := Image.create_empty(8, 8, false, Image.FORMAT_RGB8)
	(Store.images.get(&"_memory") as TextureMemory).keep(face.thumbnail_url, ImageTexture.create_from_image(image))
	return face


func _photo() -> BytesPhoto:
	var image := Image.create(20, 10, false, Image.FORMAT_RGB8)
	return BytesPhoto.of(image.save_png_to_buffer(), "a.png", "image/png")


func _show(route: String, params: Dictionary[String, String] = PARAMS) -> Screen:
	var screen: Screen = (load("res://screens/%s/%s.tscn" % [route, route]) as PackedScene).instantiate()
	frame.show_screen(screen, null, Navigator.Direction.ASIDE)
	screen.open(params)
	await root.get_tree().process_frame
	return screen


func _entry_of_friend() -> Entry:
	var document: Dictionary = _document()
	document.erase("mine")
	return Entry.from_json(document)


func _document() -> Dictionary:
	return {
		"id": "1",
		"user_id": "test",
		"animal":
		{
			"id": "lemur-catta",
			"creation_index": 31,
			"scientific_name": "Lemur catta",
			"common_name": "Ring-tailed lemur",
			"rank": Rank.SPECIES,
			"lineage": [{"name": "Mammalia", "rank": Rank.CLASS}],
		},
		"identified_by": IdentifiedBy.MODEL,
		"visibility": Visibility.FRIENDS,
		"caught_at": "2026-06-14T10:42:00Z",
		"mine": {"notes": "", "geoprivacy": Geoprivacy.OBSCURED},
	}


func test_branches_that_come_together_are_laid_out_once() -> void:
	var nodes: Array[TreeNode] = FakeTree.large(400)
	var screen: Screen = await _tree(FakeTree.held(nodes, []))
	var canvas: TreeCanvas = screen.get_node(^"%Canvas")
	var parts: TreeParts = screen.get(&"_parts")
	var layout: TreeLayout = canvas.layout
	for branch: int in 5:
		parts.changed.emit()
	expect(canvas.layout == layout, "they wait for each other")
	(screen.get_node(^"%GatherTimer") as Timer).timeout.emit()
	expect(canvas.layout != layout, "and are shown")
	layout = canvas.layout
	expect((screen.get_node(^"%GatherTimer") as Timer).is_stopped(), "once")
	screen.call(&"show_mode", TreeMode.GLOBAL)
	parts.changed.emit()
	expect((screen.get_node(^"%GatherTimer") as Timer).is_stopped(), "nothing comes of another mode's")


func test_a_tree_without_an_animal_is_a_trunk_and_a_friends_says_why() -> void:
	var screen: Screen = await _tree([] as Array[TreeNode])
	expect((screen.get_node(^"%Trunk") as Control).is_visible_in_tree(), "a trunk")
	screen.call(&"show_person", "mika")
	expect((screen.get_node(^"%Person") as Control).visible, "whose it is")
	expect(not (screen.get_node(^"%Modes") as Control).visible, "in place of the modes")
	screen.call(&"show_tree", [] as Array[TreeNode])
	expect(not (screen.get_node(^"%Trunk") as Control).is_visible_in_tree(), "not one's own")
	expect_equal((screen.get_node(^"%State") as PlaceState).sentence, "No animal of theirs is shared with you.")
	expect_equal(screen.save_state()["person"], "mika")
	(screen.get_node(^"%Person") as Button).pressed.emit()
	expect((screen.get_node(^"%Modes") as Control).visible, "and back")
	screen.call(&"show_error", Problem.of(Problem.OFFLINE))
	expect(not (screen.get_node(^"%Trunk") as Control).is_visible_in_tree(), "an error is no trunk")


func test_a_friends_menu_leads_to_their_tree() -> void:
	var mika: PersonCard = PersonCard.from_json({"id": "mika", "username": "mika"})
	var friendship: Friendship = Friendship.from_json({"id": "f", "relation": Relation.FRIENDS})
	friendship.person = mika
	PersonMenu.open(frame, mika, friendship)
	(frame.find_child("ActionList", true, false) as ActionList).chosen.emit(0)
	expect_equal(Navigation.current.fragment(), "#/tree?person=mika")


func _tree(nodes: Array[TreeNode]) -> Screen:
	var screen: Screen = (load("res://screens/tree/tree.tscn") as PackedScene).instantiate()
	frame.show_screen(screen, null, Navigator.Direction.ASIDE)
	screen.open({})
	screen.call(&"show_tree", nodes)
	await root.get_tree().process_frame
	return screen


func test_a_badge_says_how_it_is_earned_until_it_is() -> void:
	var screen: Screen = adopt((load("res://screens/badge/badge.tscn") as PackedScene).instantiate())
	var look := BadgeLook.of("animals-15")
	for expected: Array in [["14 June", look.done], ["", look.way]]:
		screen.call(&"show_badge", "animals-15", expected[0], 1.0, "7 of 15")
		expect_equal((screen.get_node(^"%Way") as Label).text, expected[1])


func test_where_there_is_nothing_to_choose_from_there_is_no_choice() -> void:
	var screen: Screen = adopt(PERSON.instantiate())
	var dex := FriendDex.new(Api, "mika", SocialCopy.new("test"))
	screen.call(&"bind", dex)
	dex.is_loaded = true
	screen.call(&"show_dex")
	expect(not (screen.get_node(^"%Which") as Control).visible, "nothing is shared")
	dex.entries.append(Entry.from_json(DocumentsOf.entry("1", "moose")))
	screen.call(&"show_dex")
	expect((screen.get_node(^"%Which") as Control).visible, "all, or what is new")


func test_the_copy_of_a_friends_dex_is_called_one_and_did_not_fail_to_load() -> void:
	var screen: Screen = adopt(PERSON.instantiate())
	var dex := FriendDex.new(Api, "mika", SocialCopy.new("test"))
	screen.call(&"bind", dex)
	dex.is_copy = true
	dex.problem = Problem.of(Problem.OFFLINE)
	screen.call(&"show_dex")
	var state: PlaceState = screen.get_node(^"%DexState")
	expect_equal(state.heading, "Nothing to see yet.")
	expect_equal([state.is_error, state.action], [false, "Try again"])
	dex.entries.append(Entry.from_json(DocumentsOf.entry("1", "moose")))
	screen.call(&"show_dex")
	expect_equal(state.heading, "These are the animals you saw last.")
	expect(not state.is_error, "a copy is no failure")


func test_a_strangers_empty_page_says_what_friendship_would_show() -> void:
	var screen: Screen = adopt(PERSON.instantiate())
	var dex := FriendDex.new(Api, "mika", SocialCopy.new("test"))
	screen.call(&"bind", dex)
	dex.is_loaded = true
	var sentences: Dictionary[String, String] = {
		Relation.NONE: "Once you are friends, you see what they share with friends.",
		Relation.FRIENDS: "No animal of theirs is shared with you.",
	}
	for relation: String in sentences:
		screen.call(&"show_person", Person.from_json({"id": "mika", "username": "mika", "relation": relation}))
		screen.call(&"show_dex")
		expect_equal((screen.get_node(^"%DexState") as PlaceState).sentence, sentences[relation])


func test_the_numbers_of_a_person_fill_their_card() -> void:
	var card: PlayerCard = adopt((load("res://components/cards/player_card.tscn") as PackedScene).instantiate())
	card.theme = Look.fitted(false, false, 100)
	card.show_overview(FriendOverview.from_json({"person": {}, "animals": 38, "catches": 47, "classes": {"Aves": 38}}))
	expect_equal((card.get_node(^"%Stats") as GridContainer).columns, 3)


func test_posts_are_everyones_or_those_of_a_friend_as_long_as_they_are_one() -> void:
	var list: FeedList = adopt((load("res://screens/social/feed_list.tscn") as PackedScene).instantiate())
	var copy := SocialCopy.new("nobody")
	var circle := Circle.new(Api, copy)
	list.bind(Feed.new(Api, copy, Store.dex.outbox), circle)
	var whose: Button = list.get_node(^"%Whose")
	expect(not whose.visible, "there is nobody to choose from")
	for name: String in ["mika", "a name of twenty-five signs"]:
		circle.friends.append(Friendship.from_json({"id": name, "person": {"id": name, "display_name": name}}))
	circle.changed.emit()
	expect_equal([whose.visible, whose.text], [true, "Everyone"])
	list.show_posts_of("a name of twenty-five signs")
	expect_equal(whose.text, "a name of twenty-…", "room is left for the heading")
	circle.friends.pop_back()
	circle.changed.emit()
	expect_equal([list.friend_id, whose.text], ["", "Everyone"])
	list.show_posts_of("a name of twenty-five signs")
	expect_equal(list.friend_id, "", "who is no friend any more when one comes back")


func test_the_last_line_of_a_table_is_left_out() -> void:
	var sheet: LeaderboardSheet = (load("res://screens/social/leaderboard_sheet.tscn") as PackedScene).instantiate()
	adopt(sheet)
	var scores: Array[LeaderboardScore] = []
	for name: String in ["mika", "jo"]:
		scores.append(LeaderboardScore.from_json({"person": {"id": name, "username": name}, "animals": 1}))
	sheet.show_scores(scores)
	var lines: Array[bool] = []
	for row: Node in sheet.find_children("*", "PersonRow", true, false):
		lines.append((row.get_node(^"%Line") as Control).visible)
	expect_equal(lines, [true, false] as Array[bool])


func test_the_panel_of_a_node_stays_on_a_low_screen_where_text_is_large() -> void:
	Language.use("de")
	var nodes: Array[TreeNode] = FakeTree.mockup()
	for node: TreeNode in nodes:
		node.thumbnail_url = ""
	var screen: Screen = await _tree(nodes)
	screen.theme = Look.fitted(false, true, 150)
	screen.size = Vector2(1100, 560)
	screen.call(&"_arrange")
	var canvas: TreeCanvas = screen.get_node(^"%Canvas")
	canvas.call(&"_choose", canvas.layout.find("class:Insecta"))
	for step: int in 4:
		await root.get_tree().process_frame
	Language.use(Language.ENGLISH)
	var panel: Rect2 = (screen.get_node(^"%NodePanel") as Control).get_global_rect()
	expect(panel.size.y > 200.0 and panel.end.y <= 560.0, "it ends at %d" % panel.end.y)
	expect_equal(roundi(panel.size.x), 320, "its width")


func test_the_trees_tools_are_never_covered() -> void:
	var screen: Screen = await _tree(FakeTree.small())
	screen.theme = Look.fitted(false, true, 100)
	screen.size = Vector2(1100, 700)
	screen.call(&"_arrange")
	var side: Control = screen.get_node(^"%Side")
	var tools: Control = screen.get_node(^"%Tools")
	for covered: float in [100.0, screen.size.y - 40.0]:
		side.custom_minimum_size.y = covered
		await root.get_tree().process_frame
		expect(not tools.get_rect().intersects(Rect2(side.position, side.get_combined_minimum_size())), "%d" % covered)
	expect(tools.get_rect().end.x < side.position.x, "beside it")
