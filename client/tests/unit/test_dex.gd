extends TestCase
## The dex on this device: its cards, its sync and its outbox.

const SYNC := "GET /api/v1/dex/entries/sync_entries"
const POST := "POST /api/v1/dex/entries"
const PATCH := "PATCH /api/v1/dex/entries/e1"
const ENTRY := "GET /api/v1/dex/entries/e1"
const OWNER := "test-owner"
const OUTBOX := "user://test_outbox"

var server: LocalServer
var api: ApiClient
var dex: Dex
var changes: int = 0


func before() -> void:
	_clean()
	server = adopt(LocalServer.new())
	api = adopt(ApiClient.new())
	api.connect_to(server.origin)
	api.connectivity.probe = Callable()
	api.credentials.keep("a", "r", 3600)
	dex = _dex()


func after() -> void:
	super()
	dex.outbox.clear()
	_clean()


func test_it_is_loading_until_the_first_copy_is_whole() -> void:
	expect(dex.is_loading_first(), "loading")
	await _sync([DocumentsOf.entry("e1", "fox")])
	expect(not dex.is_loading_first(), "loaded")
	expect_equal(dex.animal_count(), 1)


func test_a_copy_is_there_at_the_next_start() -> void:
	await _sync([DocumentsOf.entry("e1", "fox", {"mine": {"notes": "By the river"}})])
	var next: Dex = _dex()
	expect_equal(next.entry("e1").mine.notes, "By the river")
	expect_equal(next.animal_count(), 1)
	expect(next.synced_at() > 0.0, "knows when")


func test_a_sync_goes_on_where_the_last_one_ended() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	await dex.sync()
	expect_equal(server.requests[0]["query"], "limit=100")
	expect_equal(server.requests[1]["query"], "limit=100&since=t1")


func test_a_sync_asks_until_there_is_no_more() -> void:
	server.answer(SYNC, 200, DocumentsOf.page([DocumentsOf.entry("e1", "fox")], {"more": true, "token": "t0"}))
	await _sync([DocumentsOf.entry("e2", "cat")])
	expect_equal(dex.animal_count(), 2)
	expect_equal(server.count(SYNC), 2)


func test_what_is_deleted_elsewhere_goes() -> void:
	await _sync([DocumentsOf.entry("e1", "fox"), DocumentsOf.entry("e2", "cat")])
	await _sync([], {"deleted": ["e1"], "token": "t2"})
	expect_equal(dex.card("fox"), null)
	expect_equal(_dex().animal_count(), 1)


func test_what_changed_elsewhere_is_shown() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	await _sync([DocumentsOf.entry("e1", "fox", {"favorite": true, "revision": 2})])
	expect(dex.card("fox").is_favorite(), "favorite")
	expect_equal(dex.sighting_count(), 1)


func test_an_entry_of_another_animal_moves() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	await _sync([DocumentsOf.entry("e1", "cat")])
	expect_equal(dex.card("fox"), null)
	expect_equal(dex.card("cat").sightings.size(), 1)


func test_a_reset_keeps_the_old_cards_until_the_copy_is_whole() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	var first: Dictionary = DocumentsOf.page(
		[DocumentsOf.entry("e2", "cat")], {"reset": true, "more": true, "token": "t5"}
	)
	_answer_next(SYNC, first)
	_then(SYNC, DocumentsOf.page([DocumentsOf.entry("e3", "dog")], {"token": "t6"}))
	var seen: Array[int] = []
	dex.changed.connect(func() -> void: seen.append(dex.animal_count()))
	await dex.sync()
	expect_equal(dex.card("fox"), null, "what the new copy lacks is gone")
	expect_equal(dex.animal_count(), 2)
	expect(not seen.has(0) and not seen.has(3), "never empty, never mixed")


func test_a_reset_that_breaks_off_changes_nothing() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	_answer_next(SYNC, DocumentsOf.page([DocumentsOf.entry("e2", "cat")], {"reset": true, "more": true}))
	server.problem(SYNC, 422, ProblemCode.VALIDATION_FAILED)
	var problem: Problem = await dex.sync()
	expect_equal(problem.code, ProblemCode.VALIDATION_FAILED)
	expect(dex.card("fox") != null and dex.card("cat") == null, "the old copy")
	expect_equal(_dex().animal_count(), 1)


func test_pages_that_came_before_a_failure_stay() -> void:
	_answer_next(SYNC, DocumentsOf.page([DocumentsOf.entry("e1", "fox")], {"more": true, "token": "t0"}))
	server.problem(SYNC, 422, ProblemCode.VALIDATION_FAILED)
	await dex.sync()
	expect_equal(_dex().animal_count(), 1)
	server.answers.clear()
	await _sync([DocumentsOf.entry("e2", "cat")])
	expect_equal(server.requests.back()["query"], "limit=100&since=t0")


func test_two_syncs_at_once_are_one() -> void:
	server.answer(SYNC, 200, DocumentsOf.page([]))
	dex.sync()
	await dex.sync()
	expect_equal(server.count(SYNC), 1)


func test_sightings_of_an_animal_are_one_card() -> void:
	await _sync(
		[
			DocumentsOf.entry("e1", "fox", {"caught_at": "2026-05-01T00:00:00Z"}),
			DocumentsOf.entry("e2", "fox", {"caught_at": "2026-06-01T00:00:00Z"}),
		]
	)
	expect_equal(dex.animal_count(), 1)
	expect_equal(dex.card("fox").sightings[0].id, "e2", "newest first")


func test_the_best_sighting_is_a_favorite_then_one_with_a_picture() -> void:
	await _sync(
		[
			DocumentsOf.entry("e1", "fox", {"caught_at": "2026-07-01T00:00:00Z", "thumbnail_url": null}),
			DocumentsOf.entry("e2", "fox", {"caught_at": "2026-06-01T00:00:00Z"}),
		]
	)
	expect_equal(dex.card("fox").best.id, "e2")
	await _sync([DocumentsOf.entry("e1", "fox", {"favorite": true, "thumbnail_url": null})])
	expect_equal(dex.card("fox").best.id, "e1")


func test_a_first_copy_has_no_new_animals() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	expect(not dex.card("fox").is_new, "not new")


func test_an_animal_that_comes_later_is_new_until_its_card_was_opened() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	await _sync([DocumentsOf.entry("e2", "cat"), DocumentsOf.entry("e3", "fox")])
	expect(dex.card("cat").is_new, "a new animal")
	expect(not dex.card("fox").is_new, "a known animal")
	expect(_dex().card("cat").is_new, "also after a restart")
	dex.note_opened("cat")
	expect(not dex.card("cat").is_new, "opened")
	expect(not _dex().card("cat").is_new, "for good")


func test_a_favorite_shows_at_once() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	server.answer(
		"POST /api/v1/dex/entries/e1/toggle_favorite",
		200,
		DocumentsOf.entry("e1", "fox", {"favorite": true, "revision": 2})
	)
	dex.set_favorite("e1", true)
	expect(dex.card("fox").is_favorite(), "at once")
	await until(func() -> bool: return dex.entry("e1").revision == 2, "the API's answer")


func test_a_favorite_that_is_refused_is_taken_back() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	server.problem("POST /api/v1/dex/entries/e1/toggle_favorite", 404, ProblemCode.NOT_FOUND)
	var result: ApiResult = await dex.set_favorite("e1", true)
	expect_equal(result.problem.code, ProblemCode.NOT_FOUND)
	expect(not dex.card("fox").is_favorite(), "taken back")
	expect(dex.outbox.changes.is_empty(), "nothing waits")


func test_offline_a_change_waits_and_is_sent_later() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	_go_offline()
	await dex.update_entry("e1", EntryPatchRequest.new().set_notes("At dusk"))
	expect_equal(dex.entry("e1").mine.notes, "At dusk")
	expect(dex.card("fox").is_waiting, "a clock on the card")
	_go_online()
	server.answer("PATCH /api/v1/dex/entries/e1", 200, _noted("At dusk"))
	await dex.outbox.flush()
	expect(dex.outbox.changes.is_empty(), "sent")
	expect(not dex.card("fox").is_waiting, "no clock")
	expect_equal(_sent("PATCH /api/v1/dex/entries/e1"), {"notes": "At dusk"})


func test_a_waiting_change_survives_a_restart() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	_go_offline()
	await dex.update_entry("e1", EntryPatchRequest.new().set_notes("At dusk"))
	var next: Dex = _dex()
	expect_equal(next.outbox.changes.size(), 1)
	expect_equal(next.entry("e1").mine.notes, "At dusk")
	expect(next.card("fox").is_waiting, "a clock on the card")


func test_two_tabs_lose_nothing_and_send_nothing_twice() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	var other: Dex = _dex()
	_go_offline()
	await dex.add_entry(NewEntryRequest.new().set_name("Fox"))
	await other.add_entry(NewEntryRequest.new().set_name("Cat"))
	await dex.update_entry("e1", EntryPatchRequest.new().set_notes("At dusk"))
	await other.set_favorite("e1", true)
	_go_online()
	server.answer(POST, 201, DocumentsOf.entry("e2", "fox"))
	server.answer(POST, 201, DocumentsOf.entry("e3", "cat"))
	server.answer(PATCH, 200, _noted("At dusk"))
	server.answer("POST /api/v1/dex/entries/e1/toggle_favorite", 200, _noted("At dusk"))
	server.requests.clear()
	other.outbox.flush()
	await dex.outbox.flush()
	expect_equal(_bodies(POST), [{"name": "Fox"}, {"name": "Cat"}])
	expect_equal(server.requests.size(), 4)
	expect_equal(_dex().outbox.changes.size(), 0)


func test_what_waits_is_shown_where_the_copy_was_not_written() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	var left: PendingChange = PendingChange.favorite("e1", true)
	left.id = "1-left"
	KeptFolder.new(OUTBOX).write(left.id, left.to_json())
	expect(_dex().entry("e1").favorite, "a favourite already")


func test_what_another_tab_has_left_is_sent() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	server.answer("POST /api/v1/dex/entries/e1/toggle_favorite", 200, DocumentsOf.entry("e1", "fox"))
	var left: PendingChange = PendingChange.favorite("e1", true)
	left.id = "1-left"
	KeptFolder.new(OUTBOX).write(left.id, left.to_json())
	dex.outbox.call(&"_follow")
	await until(func() -> bool: return _dex().outbox.changes.is_empty(), "it is sent")
	expect_equal(server.count("POST /api/v1/dex/entries/e1/toggle_favorite"), 1)


func test_what_is_changed_while_a_change_is_sent_waits_too() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	_go_offline()
	await dex.update_entry("e1", EntryPatchRequest.new().set_notes("a"))
	_go_online()
	server.answer(PATCH, 200, _noted("a"))
	server.answer(PATCH, 200, _noted("b"))
	dex.outbox.flush()
	await dex.update_entry("e1", EntryPatchRequest.new().set_notes("b"))
	expect_equal(_bodies(PATCH), [{"notes": "a"}, {"notes": "b"}])
	expect_equal(dex.outbox.changes.size(), 0)


func test_what_was_kept_is_sent_as_it_was() -> void:
	server.answer(POST, 201, DocumentsOf.entry("e1", "fox"))
	var place: Dictionary = {"latitude": 10.0, "longitude": 20.5, "names": ["a"]}
	var request := NewEntryRequest.new().set_job_id("j1").set_animal_index(0)
	request.fields["place"] = place
	await dex.add_entry(request)
	var body: PackedByteArray = server.last(POST)["body"]
	var text: String = body.get_string_from_utf8()
	expect('"animal_index":0,' in text, text)
	expect('"longitude":20.5' in text, text)


func test_a_change_is_kept_before_it_is_sent() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	server.answer(PATCH, 200, _noted("a"))
	dex.update_entry("e1", EntryPatchRequest.new().set_notes("a"))
	expect_equal(_dex().outbox.changes.size(), 1, "as after a page that is closed now")
	await until(func() -> bool: return dex.outbox.changes.is_empty(), "the answer")


func test_a_change_of_something_else_is_no_conflict() -> void:
	await _sync([DocumentsOf.entry("e1", "fox", {"revision": 1})])
	server.problem(PATCH, 412, ProblemCode.PRECONDITION_FAILED)
	server.answer(PATCH, 200, _noted("mine"))
	server.answer(ENTRY, 200, DocumentsOf.entry("e1", "fox", {"revision": 7, "wild": false}))
	var result: ApiResult = await dex.update_entry("e1", EntryPatchRequest.new().set_notes("mine"))
	expect(result.is_ok(), "sent")
	expect_equal(server.last(PATCH)["headers"]["if-match"], '"7"')


func test_a_change_that_arrived_without_an_answer_is_no_conflict() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	server.problem(PATCH, 412, ProblemCode.PRECONDITION_FAILED)
	server.answer(ENTRY, 200, _noted("mine"))
	expect((await dex.update_entry("e1", EntryPatchRequest.new().set_notes("mine"))).is_ok(), "it is there")
	expect(dex.outbox.changes.is_empty(), "nothing waits")


func test_a_conflict_waits_for_a_choice_and_ones_own_side_can_be_kept() -> void:
	var asked: Array[PendingChange] = []
	dex.outbox.conflicted.connect(asked.append)
	var change: PendingChange = await _conflict()
	expect_equal(asked, [change] as Array[PendingChange])
	expect_equal(change.fields, {"notes": "mine"})
	expect_equal(change.theirs, {"notes": "theirs"})
	expect_equal(_dex().outbox.refused()[0].theirs, {"notes": "theirs"}, "after a restart, too")
	server.answers.erase(PATCH)
	server.answer(PATCH, 200, _noted("mine"))
	await dex.choose(change, true)
	expect_equal(server.last(PATCH)["headers"]["if-match"], '"7"')
	expect_equal(dex.entry("e1").mine.notes, "mine")
	expect(dex.outbox.changes.is_empty(), "settled")


func test_the_other_side_of_a_conflict_can_be_taken() -> void:
	var change: PendingChange = await _conflict()
	expect_equal(dex.entry("e1").mine.notes, "mine", "shown until the choice")
	dex.choose(change, false)
	await until(func() -> bool: return dex.entry("e1").mine.notes == "theirs", "theirs is shown")
	expect_equal(server.count(PATCH), 1)
	expect(dex.outbox.changes.is_empty(), "settled")


func test_a_turn_passes_on() -> void:
	var order: Array[String] = []
	var first := Turn.new("test")
	var second := Turn.new("test")
	await first.take()
	var next: Callable = func() -> void:
		await second.take()
		order.append("second")
		second.give_back()
	next.call()
	order.append("first")
	second.give_back()
	expect_equal(order, ["first"] as Array[String], "nobody gives back what they do not have")
	first.give_back()
	expect_equal(order, ["first", "second"] as Array[String])


func test_an_addition_waits_with_its_key() -> void:
	_go_offline()
	await dex.add_entry(NewEntryRequest.new().set_name("Fox").set_caught_at("2026-05-01T12:00:00Z"))
	var key: String = dex.outbox.changes[0].key
	_go_online()
	server.answer("POST /api/v1/dex/entries", 201, DocumentsOf.entry("e1", "fox"))
	var counts: Array[int] = []
	dex.outbox.emptied.connect(counts.append)
	await dex.outbox.flush()
	expect_equal(server.requests.back()["headers"]["idempotency-key"], key)
	expect_equal(dex.animal_count(), 1)
	expect_equal(counts, [1] as Array[int])


func test_what_the_api_refuses_stays_to_be_tried_or_dropped() -> void:
	_go_offline()
	await dex.add_entry(NewEntryRequest.new().set_name("Fox").set_caught_at("2026-05-01T12:00:00Z"))
	_go_online()
	server.problem("POST /api/v1/dex/entries", 422, ProblemCode.VALIDATION_FAILED)
	await dex.outbox.flush()
	expect_equal(dex.outbox.refused().size(), 1)
	await dex.outbox.flush()
	expect_equal(server.count("POST /api/v1/dex/entries"), 1, "not asked again by itself")
	dex.outbox.drop(dex.outbox.changes[0])
	expect(dex.outbox.changes.is_empty(), "dropped")


func test_the_order_of_waiting_changes_is_kept_when_sending_breaks_off() -> void:
	_go_offline()
	for name: String in ["Fox", "Cat"]:
		await dex.add_entry(NewEntryRequest.new().set_name(name))
	await dex.outbox.flush()
	expect_equal(dex.outbox.changes.map(func(one: PendingChange) -> String: return one.fields["name"]), ["Fox", "Cat"])


func test_a_deletion_is_only_made_when_it_is_answered() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	_go_offline()
	await dex.delete_entry("e1")
	expect(dex.entry("e1") != null, "still there")
	_go_online()
	server.answer("DELETE /api/v1/dex/entries/e1", 204)
	await dex.delete_entry("e1")
	expect_equal(dex.entry("e1"), null)
	expect_equal(_dex().animal_count(), 0)


func test_signing_out_leaves_no_copy() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	DexCopy.delete_all()
	expect_equal(_dex().animal_count(), 0)
	expect(_dex().is_loading_first(), "nothing is known")


func test_a_broken_copy_is_none() -> void:
	await _sync([DocumentsOf.entry("e1", "fox")])
	FileAccess.open("user://dex/%s/head.json" % OWNER, FileAccess.WRITE).store_string("{")
	expect(_dex().is_loading_first(), "begins anew")


func test_classes_are_counted_the_most_first() -> void:
	await _sync(
		[
			DocumentsOf.entry("e1", "blackbird"),
			DocumentsOf.entry("e2", "cat"),
			DocumentsOf.entry("e3", "fox"),
		]
	)
	expect_equal(dex.class_counts().keys(), ["Mammalia", "Aves"])


func test_sorts() -> void:
	await _sync(
		[
			DocumentsOf.entry("e1", "zebra", {"caught_at": "2026-07-01T00:00:00Z"}),
			DocumentsOf.entry("e2", "ant", {"caught_at": "2026-06-01T00:00:00Z"}),
			DocumentsOf.entry("e3", "ant", {"caught_at": "2026-05-01T00:00:00Z"}),
			DocumentsOf.entry("e4", "wolf", {"caught_at": "2026-04-01T00:00:00Z"}),
			DocumentsOf.entry(
				"e5", "crocodiles", {"caught_at": "2026-03-01T00:00:00Z", "animal": {"creation_index": null}}
			),
		]
	)
	expect_equal(_names(Dex.Sort.NEWEST), ["Zebra", "Ant", "Wolf", "Crocodiles"])
	expect_equal(_names(Dex.Sort.NUMBER), ["Ant", "Wolf", "Zebra", "Crocodiles"])
	expect_equal(_names(Dex.Sort.NAME), ["Ant", "Crocodiles", "Wolf", "Zebra"])
	expect_equal(_names(Dex.Sort.MOST_SEEN)[0], "Ant")


func test_five_thousand_animals_start_from_their_copy() -> void:
	var entries: Array = []
	for index: int in 5000:
		entries.append(DocumentsOf.entry("e%d" % index, "animal%d" % index))
	await _sync(entries)
	var next: Dex = _dex()
	var found: Array[DexCard] = next.cards(DexFilter.new(), Dex.Sort.NUMBER)
	expect_equal(found.size(), 5000)


func _names(sort: Dex.Sort) -> Array:
	return dex.cards(DexFilter.new(), sort).map(func(card: DexCard) -> String: return card.name())


func _noted(notes: String) -> Dictionary:
	return DocumentsOf.entry("e1", "fox", {"mine": {"notes": notes}})


## A note that was changed both here and elsewhere.
func _conflict() -> PendingChange:
	await _sync([_noted("before")])
	server.problem(PATCH, 412, ProblemCode.PRECONDITION_FAILED)
	server.answer(ENTRY, 200, DocumentsOf.entry("e1", "fox", {"revision": 7, "mine": {"notes": "theirs"}}))
	await dex.update_entry("e1", EntryPatchRequest.new().set_notes("mine"))
	return dex.outbox.refused()[0]


func _bodies(request: String) -> Array:
	return (
		server
		. requests
		. filter(func(one: Dictionary) -> bool: return one["key"] == request)
		. map(func(one: Dictionary) -> Variant: return JSON.parse_string(one["body"].get_string_from_utf8()))
	)


func _dex() -> Dex:
	var copy := DexCopy.new(OWNER)
	copy.read()
	return Dex.new(api, copy, Outbox.new(api, OUTBOX))


func _sync(entries: Array, more: Dictionary = {}) -> void:
	if server.answers.has(SYNC) and server.answers[SYNC].size() == 1 and server.count(SYNC) > 0:
		server.answers.erase(SYNC)
	server.answer(SYNC, 200, DocumentsOf.page(entries, more))
	await dex.sync()


func _answer_next(request: String, json: Dictionary) -> void:
	server.answers.erase(request)
	server.answer(request, 200, json)


func _then(request: String, json: Dictionary) -> void:
	server.answer(request, 200, json)


func _go_offline() -> void:
	api.http.origin = "http://127.0.0.1:9"


func _go_online() -> void:
	api.http.origin = server.origin
	api.connectivity.note(true)


func _sent(request: String) -> Dictionary:
	var body: PackedByteArray = server.last(request)["body"]
	return JSON.parse_string(body.get_string_from_utf8())


func _clean() -> void:
	DexCopy.delete_all()
	for file: String in (
		DirAccess.get_files_at(OUTBOX) if DirAccess.dir_exists_absolute(OUTBOX) else PackedStringArray()
	):
		DirAccess.remove_absolute(OUTBOX.path_join(file))
