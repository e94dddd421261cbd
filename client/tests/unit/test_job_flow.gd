extends TestCase
## The path of a photograph through every state, against a server that also misbehaves.

const JOBS := "POST /api/v1/vision/jobs"
const JOB := "GET /api/v1/vision/jobs/j1"
const RECENT := "GET /api/v1/vision/jobs"
const DELETE_JOB := "DELETE /api/v1/vision/jobs/j1"
const PUT := "PUT /bucket/j1"
const ENTRIES := "POST /api/v1/dex/entries"
const STATS := "GET /api/v1/dex/stats"
const QUICK: PackedStringArray = ["Retry-After: 0"]
const STATE := JobFlow.State

var server: LocalServer
var api: ApiClient
var dex: Dex
var flow: JobFlow
var states: Array[JobFlow.State] = []
var problems: Array[Problem] = []


func before() -> void:
	_clean()
	server = adopt(LocalServer.new())
	api = adopt(ApiClient.new())
	api.connect_to(server.origin)
	api.credentials.keep("a", "r", 3600)
	dex = Dex.new(api, DexCopy.new("test-flow"), Outbox.new(api, "user://test_flow_outbox"))
	flow = _flow()
	server.answer(STATS, 200, {"badges": {}})
	server.answer(PUT, 200)


func after() -> void:
	flow.forget()
	super()
	_clean()


func test_it_begins_with_choosing() -> void:
	expect_equal(int(flow.state), int(STATE.CHOOSE))
	expect_equal(flow.step(), 1)


func test_a_photograph_is_shown_before_it_is_sent() -> void:
	await flow.choose(_photo())
	expect_equal(int(flow.state), int(STATE.PREVIEW))
	expect(flow.photo.preview != null, "a preview")
	expect_equal(server.requests.size(), 0)


func test_what_the_engine_cannot_draw_has_no_preview() -> void:
	var bytes: PackedByteArray = "....ftypheic................".to_utf8_buffer()
	await flow.choose(BytesPhoto.of(bytes, "a.heic", "image/heic"))
	expect_equal(int(flow.state), int(STATE.PREVIEW))
	expect_equal(flow.photo.preview, null)


func test_too_large_a_photograph_is_refused_before_it_is_sent() -> void:
	var photo: Photo = _photo()
	photo.size = 31_000_000
	expect_equal(await _refusal_of(photo), "This photo has 31 MB. 25 fit.")


func test_what_is_no_picture_is_refused() -> void:
	var photo := BytesPhoto.of([1], "a.pdf", "application/pdf")
	expect_equal(await _refusal_of(photo), "That is not a picture.")


func test_kinds_are_told_by_the_name_where_the_browser_does_not_know() -> void:
	expect_equal(BytesPhoto.type_of("IMG_1.HEIC", ""), "image/heic")
	expect_equal(BytesPhoto.type_of("a.jpg", "image/png"), "image/png")
	expect_equal(BytesPhoto.type_of("a.doc", ""), "application/octet-stream")


func test_turning_goes_round() -> void:
	await flow.choose(_photo())
	for _index: int in 5:
		flow.turn()
	expect_equal(flow.photo.quarter_turns, 1)


func test_from_photograph_to_a_new_animal() -> void:
	_answer_job([DocumentsOf.candidate("fox", {"creation_index": 7})])
	await _send()
	await _reach(STATE.REVEAL)
	expect_equal(states, [STATE.PREVIEW, STATE.SENDING, STATE.IDENTIFYING, STATE.REVEAL])
	expect_equal(int(flow.reveal.kind), int(Reveal.Kind.NEW))
	expect_equal(flow.reveal.confidence(), "94% sure")


func test_the_photograph_is_announced_and_sent_as_it_is() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	var announced: Dictionary = _sent(JOBS)
	var bytes: PackedByteArray = server.last(PUT)["body"]
	expect_equal(announced["content_type"], "image/png")
	expect_equal(int(announced["size_bytes"]), bytes.size())
	expect_equal(announced["sha256"], _hash(bytes))
	expect_equal(announced["identify"], true)
	expect_equal(flow.bytes_sent, bytes.size())


func test_without_a_model_the_person_names_it() -> void:
	_announce()
	server.answer(JOB, 200, DocumentsOf.job("completed"))
	await flow.choose(_photo())
	flow.wants_ai = false
	flow.send()
	await _reach(STATE.CORRECTING)
	expect_equal(_sent(JOBS)["identify"], false)


func test_the_next_photograph_is_named_by_a_model_again() -> void:
	await flow.choose(_photo())
	flow.wants_ai = false
	flow.another_photo()
	expect(flow.wants_ai, "a model names the next one")


func test_nobody_has_photographed_it_yet() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	expect_equal(int(flow.reveal.kind), int(Reveal.Kind.DISCOVERY))


func test_an_animal_seen_before_is_welcomed_back() -> void:
	await _fill_dex([DocumentsOf.entry("e1", "fox"), DocumentsOf.entry("e2", "fox")])
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	expect_equal(int(flow.reveal.kind), int(Reveal.Kind.AGAIN))
	expect_equal(flow.reveal.seen_before, 2)
	expect_equal(server.count("GET /api/v1/animals/fox"), 0)


func test_an_answer_wider_than_a_species() -> void:
	_answer_job([DocumentsOf.candidate("crocodiles", {"rank": "family"})])
	await _send()
	await _reach(STATE.REVEAL)
	expect_equal(int(flow.reveal.kind), int(Reveal.Kind.WIDER))


func test_several_animals_are_chosen_from() -> void:
	_answer_job([DocumentsOf.candidate("fox"), DocumentsOf.candidate("cat")])
	await _send()
	await _reach(STATE.SEVERAL)
	var job: Dictionary = _completed([DocumentsOf.candidate("fox"), DocumentsOf.candidate("cat")])
	server.answer("POST /api/v1/vision/jobs/j1/select_animal", 200, job)
	await flow.take(1)
	expect_equal(int(flow.state), int(STATE.REVEAL))
	expect_equal(flow.reveal.candidate.animal_id, "cat")
	expect_equal(int(_sent("POST /api/v1/vision/jobs/j1/select_animal")["animal_index"]), 1)


func test_all_of_several_can_be_added() -> void:
	_answer_job([DocumentsOf.candidate("fox"), DocumentsOf.candidate("cat")])
	await _send()
	await _reach(STATE.SEVERAL)
	server.answer(ENTRIES, 201, DocumentsOf.entry("e1", "fox"))
	server.answer(ENTRIES, 201, DocumentsOf.entry("e2", "cat"))
	await flow.add_all()
	expect_equal(int(flow.state), int(STATE.ADDED))
	expect_equal(flow.added.size(), 2)
	expect_equal(dex.animal_count(), 2)


func test_where_it_was_taken_is_said_before_it_is_sent_and_outlasts_a_restart() -> void:
	_answer_job([DocumentsOf.candidate("fox"), DocumentsOf.candidate("cat")])
	await flow.choose(_photo())
	flow.say_occasion(Place.from_json({"latitude": 48.2, "longitude": 16.3}), "2026-06-14T10:42:00+02:00")
	flow.send()
	await _reach(STATE.SEVERAL)
	flow = _flow()
	flow.resume()
	await _reach(STATE.SEVERAL)
	server.answer(ENTRIES, 201, DocumentsOf.entry("e1", "fox"))
	server.answer(ENTRIES, 201, DocumentsOf.entry("e2", "cat"))
	await flow.add_all()
	expect_equal(_sent(ENTRIES)["place"]["latitude"], 48.2)
	expect_equal(_sent(ENTRIES)["caught_at"], "2026-06-14T10:42:00+02:00")
	await flow.choose(_photo())
	expect(not flow.occasion.has_place, "the next one is from elsewhere")
	expect(not _flow_memory().occasion().has_place, "and nothing of it is kept")


func test_what_is_said_of_a_photograph_that_was_never_sent_is_not_said_of_another() -> void:
	await flow.choose(_photo())
	flow.say_occasion(Place.from_json({"latitude": 48.2, "longitude": 16.3}), "")
	for _restart: int in 2:
		flow = _flow()
		server.answer(RECENT, 200, {"items": [DocumentsOf.job("identifying")], "next_cursor": null})
		server.answer(JOB, 200, _completed([DocumentsOf.candidate("fox")]))
		flow.resume()
		await _reach(STATE.REVEAL)
		expect(not flow.occasion.has_place, "it is from elsewhere")


func test_a_photograph_says_where_and_when_it_was_taken() -> void:
	var photo: Photo = _photo()
	photo.take_facts({"time": "2026:06:14 10:42:31", "latitude": -21.85, "longitude": 46.85})
	expect_equal(photo.clock, "2026-06-14 10:42")
	expect_equal(Coordinates.of(photo.place), "-21.8500, 46.8500")


func test_what_cannot_be_is_not_taken_from_a_photograph() -> void:
	for said: Dictionary in [
		{},
		{"time": null, "latitude": 0.0, "longitude": 0.0},
		{"time": "0000:00:00 00:00:00", "latitude": 95.0, "longitude": 16.3},
		{"time": "2999:06:14 10:42:31", "latitude": 48.2, "longitude": 400.0},
		{"time": 7, "latitude": "north"},
	]:
		var photo: Photo = _photo()
		photo.take_facts(said)
		expect(photo.is_read and photo.place == null and photo.clock.is_empty(), str(said))


func test_none_of_several_is_named_by_the_person() -> void:
	_answer_job([DocumentsOf.candidate("fox"), DocumentsOf.candidate("cat")])
	await _send()
	await _reach(STATE.SEVERAL)
	server.answer("POST /api/v1/vision/jobs/j1/select_animal", 200, _completed([]))
	await flow.reject_all()
	expect_equal(int(flow.state), int(STATE.CORRECTING))
	expect_equal(_sent("POST /api/v1/vision/jobs/j1/select_animal"), {"animal_index": null})


func test_the_same_photograph_again_leads_to_its_card() -> void:
	_answer_job([DocumentsOf.candidate("fox")], {"duplicate_of": "j0"})
	await _send()
	await _reach(STATE.REVEAL)
	server.answer("GET /api/v1/vision/jobs/j0", 200, DocumentsOf.job("completed", {"id": "j0", "entry_ids": ["e0"]}))
	expect_equal(await flow.open_duplicate(), "e0")
	expect_equal(int(flow.state), int(STATE.CHOOSE))


func test_the_same_photograph_again_leads_to_what_waits_for_an_answer() -> void:
	_answer_job([DocumentsOf.candidate("fox")], {"duplicate_of": "j0"})
	await _send()
	await _reach(STATE.REVEAL)
	var earlier: Dictionary = _completed([DocumentsOf.candidate("cat")])
	earlier["id"] = "j0"
	server.answer("GET /api/v1/vision/jobs/j0", 200, earlier)
	expect_equal(await flow.open_duplicate(), "")
	expect_equal(flow.job.id, "j0")
	expect_equal(flow.reveal.candidate.animal_id, "cat")


func test_what_a_person_names_is_no_discovery() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	flow.start_correcting()
	expect_equal(int(flow.state), int(STATE.CORRECTING))
	var corrected: Dictionary = _completed([DocumentsOf.candidate("fox")])
	corrected["correction"] = DocumentsOf.candidate("cat")
	server.answer("POST /api/v1/vision/jobs/j1/correct", 200, corrected)
	await flow.correct("Cat")
	expect_equal(int(flow.reveal.kind), int(Reveal.Kind.NEW))
	expect(flow.reveal.is_named_by_person(), "by the person")
	expect_equal(flow.reveal.confidence(), "")
	server.answer(ENTRIES, 201, DocumentsOf.entry("e1", "cat"))
	await flow.add()
	expect_equal(_sent(ENTRIES), {"job_id": "j1", "animal_id": "cat"})


func test_correcting_can_be_left() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	flow.start_correcting()
	flow.stop_correcting()
	await _reach(STATE.REVEAL)
	expect_equal(flow.reveal.candidate.animal_id, "fox")


func test_a_name_that_is_refused_keeps_one_there() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	flow.start_correcting()
	server.problem("POST /api/v1/vision/jobs/j1/correct", 422, ProblemCode.VALIDATION_FAILED)
	await flow.correct("!")
	expect_equal(int(flow.state), int(STATE.CORRECTING))
	expect_equal(problems[0].code, ProblemCode.VALIDATION_FAILED)
	expect(not flow.is_busy, "not busy any more")


func test_looking_again_follows_the_next_attempt() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	server.answers.erase(JOB)
	server.answer(JOB, 200, _completed([DocumentsOf.candidate("cat")]))
	server.answer("POST /api/v1/vision/jobs/j1/retry", 200, DocumentsOf.job("converted"))
	await flow.look_again("In the Andes")
	await _reach(STATE.REVEAL)
	expect_equal(_sent("POST /api/v1/vision/jobs/j1/retry"), {"hint": "In the Andes"})
	expect_equal(flow.reveal.candidate.animal_id, "cat")


func test_no_animal_says_so() -> void:
	for outcome: String in ["no_animal", "person", "refused"]:
		_answer_job([], {"outcome": outcome})
		await _send()
		await _reach(STATE.NOTHING)
		expect_equal(flow.headline, JobWords.NOTHING[outcome])
		server.answers.erase(JOB)
		flow.another_photo()


func test_a_failure_says_why_and_whether_to_try_again() -> void:
	var error: Dictionary = {"code": "model_unavailable", "detail": "It slept.", "retryable": true}
	_answer_job([], {"status": "failed", "error": error})
	await _send()
	await _reach(STATE.FAILED)
	expect_equal(flow.headline, "We could not reach the model.")
	expect_equal(flow.detail, "It slept.")
	expect(flow.is_retryable, "may be tried again")


func test_a_quota_that_is_over_counts_down() -> void:
	server.problem(JOBS, 429, ProblemCode.QUOTA_EXCEEDED, ["Retry-After: 3600"])
	await _send()
	await _reach(STATE.QUOTA_OVER)
	expect_equal(flow.quota.seconds_left, 3600)


func test_when_the_quota_is_over_the_person_names_it() -> void:
	server.problem(JOBS, 429, ProblemCode.QUOTA_EXCEEDED, ["Retry-After: 3600"])
	_announce()
	server.answer(JOB, 200, DocumentsOf.job("completed"))
	await _send()
	await _reach(STATE.QUOTA_OVER)
	flow.name_it_oneself()
	await _reach(STATE.CORRECTING)
	expect_equal(_sent(JOBS)["identify"], false)


func test_a_prepared_photograph_is_named_without_being_sent_again() -> void:
	_answer_job([], {"outcome": Outcome.NO_ANIMAL, "dex_compatible_url": "/media/j1"})
	await _send()
	await _reach(STATE.NOTHING)
	flow.name_it_oneself()
	expect_equal(int(flow.state), int(STATE.CORRECTING))
	expect_equal(server.count(JOBS), 1)


func test_a_photograph_can_be_kept_for_tomorrow() -> void:
	server.problem(JOBS, 429, ProblemCode.QUOTA_EXCEEDED, ["Retry-After: 3600"])
	await _send()
	await _reach(STATE.QUOTA_OVER)
	var bytes: PackedByteArray = flow.photo.bytes()
	expect(await flow.keep_for_later(), "kept")
	expect_equal(int(flow.state), int(STATE.CHOOSE))
	var kept: Photo = _flow().kept_photo()
	expect_equal(kept.bytes(), bytes)
	expect_equal(kept.content_type, "image/png")


func test_sending_a_kept_photograph_lets_go_of_it() -> void:
	flow.photo = _photo()
	await flow.keep_for_later()
	await flow.choose(flow.kept_photo())
	_answer_job([DocumentsOf.candidate("fox")])
	flow.send()
	await _reach(STATE.REVEAL)
	expect_equal(flow.kept_photo(), null)


func test_a_photograph_that_is_refused_comes_back_to_the_preview() -> void:
	server.problem(JOBS, 422, ProblemCode.VALIDATION_FAILED)
	await _send()
	await until(func() -> bool: return problems.size() == 1, "a problem")
	expect_equal(int(flow.state), int(STATE.PREVIEW))
	expect(flow.photo != null, "the photograph is there")


func test_sending_can_be_stopped() -> void:
	_announce()
	server.answers.erase(PUT)
	server.be_silent(PUT)
	server.answer(DELETE_JOB, 204)
	await _send()
	await until(func() -> bool: return server.count(PUT) == 1, "an upload")
	flow.stop()
	await until(func() -> bool: return server.count(DELETE_JOB) == 1, "taking back what was announced")
	expect_equal(int(flow.state), int(STATE.PREVIEW))
	expect(flow.photo != null and flow.job == null, "for another try")
	expect_equal(_flow_memory().job_id(), "")


func test_a_signed_link_that_has_ended_is_asked_for_anew() -> void:
	server.answers.erase(PUT)
	server.answer_bytes(PUT, 400, "<Error>ExpiredToken</Error>".to_utf8_buffer())
	server.answer(PUT, 200)
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	expect_equal(server.count(JOBS), 2)
	var keys: Dictionary = {}
	for request: Dictionary in server.requests:
		if request["key"] == JOBS:
			keys[request["headers"]["idempotency-key"]] = true
	expect_equal(keys.size(), 2)


func test_an_upload_that_is_always_refused_ends() -> void:
	server.answers.erase(PUT)
	server.answer_bytes(PUT, 403, "<Error/>".to_utf8_buffer())
	_announce()
	await _send()
	await until(func() -> bool: return problems.size() == 1, "a problem")
	expect_equal(problems[0].code, Problem.UPLOAD_REFUSED)
	expect_equal(int(flow.state), int(STATE.PREVIEW))


func test_a_lost_connection_goes_on_by_itself() -> void:
	api.connectivity.probe = Callable()
	_answer_job([DocumentsOf.candidate("fox")])
	server.answers.erase(PUT)
	server.hang_up(PUT)
	server.answer(PUT, 200)
	await _send()
	await until(func() -> bool: return flow.is_waiting_for_connection, "waits")
	expect_equal(int(flow.state), int(STATE.SENDING))
	api.connectivity.note(true)
	await _reach(STATE.REVEAL)
	expect(not flow.is_waiting_for_connection, "waits no more")


func test_a_photograph_that_waits_for_the_connection_outlasts_a_restart() -> void:
	api.connectivity.probe = Callable()
	server.hang_up(JOBS)
	await _send()
	await until(func() -> bool: return flow.is_waiting_for_connection, "waits")
	var bytes: PackedByteArray = flow.photo.bytes()
	api.connectivity.note(true)
	server.answers.erase(JOBS)
	_answer_job([DocumentsOf.candidate("fox")])
	var again: JobFlow = _flow()
	again.resume()
	await until(func() -> bool: return again.state == STATE.REVEAL, "sent")
	expect_equal(again.photo.bytes(), bytes)
	expect_equal(_flow_memory().waiting(), {})
	expect(_flow_memory().kept_photo() == null, "nothing waits any more")


func test_a_photograph_that_has_arrived_is_not_sent_again() -> void:
	_announce()
	_answer_job([DocumentsOf.candidate("fox")])
	var memory: JobMemory = _flow_memory()
	memory.keep_photo(_photo(), _photo().bytes())
	memory.note_job("j1", Occasion.new())
	memory.note_waiting({"key": "k", "wants_ai": true, "quarter_turns": 0})
	flow.resume()
	await _reach(STATE.REVEAL)
	expect_equal(server.count(JOBS), 0)
	expect_equal(server.count(PUT), 0)
	expect(_flow_memory().kept_photo() == null, "nothing waits any more")


func test_a_lost_connection_while_identifying_goes_on_by_itself() -> void:
	api.connectivity.probe = Callable()
	_announce()
	server.answer(JOB, 200, DocumentsOf.job("identifying"), QUICK)
	await _send()
	await _reach(STATE.IDENTIFYING)
	api.http.origin = "http://127.0.0.1:9"
	await until(func() -> bool: return flow.is_waiting_for_connection, "waits")
	server.answers.erase(JOB)
	server.answer(JOB, 200, _completed([DocumentsOf.candidate("fox")]))
	api.http.origin = server.origin
	api.connectivity.note(true)
	await _reach(STATE.REVEAL)


func test_the_steps_follow_the_job() -> void:
	for pair: Array in [
		["awaiting_upload", 1], ["converting", 2], ["converted", 3], ["identifying", 3], ["completed", 4]
	]:
		expect_equal(JobWords.step(pair[0]), pair[1], pair[0])


func test_patience_grows_with_time() -> void:
	expect_equal(JobWords.patience(5), "")
	expect_equal(JobWords.patience(25), "Taking a little longer.")
	expect_equal(JobWords.patience(61), "Still looking. You can leave, we go on.")


func test_confidence_in_words() -> void:
	for pair: Array in [[0.94, "94% sure"], [0.9, "90% sure"], [0.71, "Quite likely, 71%"], [0.43, "A guess, 43%"]]:
		var candidate := Candidate.from_json(DocumentsOf.candidate("fox", {"confidence": pair[0]}))
		expect_equal(Reveal.of(candidate, 0, 0).confidence(), pair[1])


func test_pictures_are_turned_as_the_preview_was() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	server.answer("POST /api/v1/vision/jobs/j1/rotate", 200, _completed([DocumentsOf.candidate("fox")]))
	await flow.choose(_photo())
	flow.turn()
	flow.send()
	await _reach(STATE.REVEAL)
	expect_equal(int(_sent("POST /api/v1/vision/jobs/j1/rotate")["quarter_turns"]), 1)


func test_adding_puts_a_card_into_the_dex() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	server.answer(ENTRIES, 201, DocumentsOf.entry("e1", "fox"))
	await flow.add(NewEntryRequest.new().set_visibility(Visibility.PUBLIC))
	expect_equal(int(flow.state), int(STATE.ADDED))
	var sent: Dictionary = _sent(ENTRIES)
	expect_equal(sent["visibility"], "public")
	expect_equal(int(sent["animal_index"]), 0)
	expect(dex.card("fox").is_new, "a new card")


func test_badges_that_came_with_it_are_told() -> void:
	server.answers.erase(STATS)
	server.answer(STATS, 200, {"badges": {"animals-3": "2026-05-01T00:00:00Z"}})
	server.answer(STATS, 200, {"badges": {"animals-3": "x", "class-1-Aves": "y"}})
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	server.answer(ENTRIES, 201, DocumentsOf.entry("e1", "fox"))
	await flow.add()
	expect_equal(flow.new_badges, ["class-1-Aves"] as Array[String])


func test_an_addition_that_is_refused_stays_at_the_reveal() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	server.problem(ENTRIES, 409, ProblemCode.ALREADY_EXISTS)
	await flow.add()
	expect_equal(int(flow.state), int(STATE.REVEAL))
	expect_equal(problems[0].code, ProblemCode.ALREADY_EXISTS)


func test_an_addition_offline_is_added_and_waits() -> void:
	api.connectivity.probe = Callable()
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	api.http.origin = "http://127.0.0.1:9"
	await flow.add()
	expect_equal(int(flow.state), int(STATE.ADDED))
	expect_equal(flow.added.size(), 0)
	expect_equal(dex.outbox.changes.size(), 1)


func test_without_a_photograph_name_and_day_are_enough() -> void:
	server.answer(ENTRIES, 201, DocumentsOf.entry("e1", "fox"))
	await flow.add_without_photo("Fox", "2026-05-01T12:00:00Z")
	expect_equal(int(flow.state), int(STATE.ADDED))
	expect_equal(_sent(ENTRIES), {"name": "Fox", "caught_at": "2026-05-01T12:00:00Z"})


func test_a_running_job_is_found_again_after_a_reload() -> void:
	_announce()
	server.answer(JOB, 200, DocumentsOf.job("identifying"), QUICK)
	await _send()
	await _reach(STATE.IDENTIFYING)
	flow.another_photo.call_deferred()
	_flow_memory().note_job("j1", Occasion.new())
	server.answers.erase(JOB)
	server.answer(JOB, 200, _completed([DocumentsOf.candidate("fox")]))
	flow = _flow()
	_flow_memory().note_job("j1", Occasion.new())
	flow.resume()
	await _reach(STATE.REVEAL)
	expect_equal(flow.reveal.candidate.animal_id, "fox")
	expect_equal(flow.photo, null)


func test_a_job_that_another_device_began_is_found() -> void:
	server.answer(RECENT, 200, {"items": [DocumentsOf.job("identifying")]})
	server.answer(JOB, 200, _completed([DocumentsOf.candidate("fox")]))
	flow.resume()
	await _reach(STATE.REVEAL)


func test_an_upload_of_another_device_is_that_devices() -> void:
	server.answer(RECENT, 200, {"items": [DocumentsOf.job("awaiting_upload")]})
	await flow.resume()
	expect_equal(int(flow.state), int(STATE.CHOOSE))


func test_a_job_that_is_a_card_already_is_not_shown_again() -> void:
	_flow_memory().note_job("j1", Occasion.new())
	var done: Dictionary = _completed([DocumentsOf.candidate("fox")])
	done["entry_ids"] = ["e1"]
	server.answer(JOB, 200, done)
	await flow.resume()
	expect_equal(int(flow.state), int(STATE.CHOOSE))


func test_a_photograph_that_never_came_begins_anew() -> void:
	_flow_memory().note_job("j1", Occasion.new())
	server.answer(JOB, 200, DocumentsOf.job("awaiting_upload"))
	await flow.resume()
	expect_equal(int(flow.state), int(STATE.CHOOSE))
	expect_equal(_flow_memory().job_id(), "")


func test_a_photograph_that_was_sent_but_is_not_noticed_yet_is_waited_for() -> void:
	_flow_memory().note_job("j1", Occasion.new())
	server.answer(JOB, 200, DocumentsOf.job("awaiting_upload"))
	server.answer(JOB, 200, DocumentsOf.job("awaiting_upload"))
	server.answer(JOB, 200, _completed([DocumentsOf.candidate("fox")]))
	flow.resume()
	await _reach(STATE.REVEAL)


func test_nothing_to_resume_changes_nothing() -> void:
	server.answer(RECENT, 200, {"items": []})
	await flow.resume()
	expect_equal(states.size(), 0)


func test_a_photograph_chosen_meanwhile_is_not_overtaken() -> void:
	server.answer(RECENT, 200, {"items": [DocumentsOf.job("identifying")]})
	server.answer(JOB, 200, _completed([DocumentsOf.candidate("fox")]))
	flow.resume()
	await flow.choose(_photo())
	await frames(20)
	expect_equal(int(flow.state), int(STATE.PREVIEW))


func test_an_answer_that_comes_too_late_is_nobodys() -> void:
	_answer_job([DocumentsOf.candidate("fox")])
	await _send()
	await _reach(STATE.REVEAL)
	server.be_silent("POST /api/v1/vision/jobs/j1/correct")
	flow.correct("cat")
	flow.another_photo()
	await frames(5)
	expect_equal(int(flow.state), int(STATE.CHOOSE))
	expect_equal(problems.size(), 0)


func test_a_job_that_is_gone_begins_anew() -> void:
	_announce()
	server.answer(JOB, 200, DocumentsOf.job("identifying"), QUICK)
	server.problem(JOB, 404, ProblemCode.NOT_FOUND)
	await _send()
	await _reach(STATE.CHOOSE)


func test_a_photograph_of_before_can_be_opened() -> void:
	var earlier := Job.from_json(_completed([DocumentsOf.candidate("fox")]))
	flow.open(earlier)
	await _reach(STATE.REVEAL)


func test_forgetting_leaves_nothing_on_the_device() -> void:
	flow.photo = _photo()
	await flow.keep_for_later()
	_flow_memory().note_job("j1", Occasion.new())
	flow.forget()
	expect_equal(_flow_memory().job_id(), "")
	expect_equal(flow.kept_photo(), null)


func _flow() -> JobFlow:
	states.clear()
	var made := JobFlow.new(api, dex, _flow_memory())
	made.state_changed.connect(states.append)
	made.failed.connect(problems.append)
	return made


func _flow_memory() -> JobMemory:
	return JobMemory.new("user://test_camera.json", "user://test_photo.bin")


func _photo() -> BytesPhoto:
	var image := Image.create(20, 10, false, Image.FORMAT_RGB8)
	return BytesPhoto.of(image.save_png_to_buffer(), "a.png", "image/png")


func _refusal_of(photo: Photo) -> String:
	var sentences: Array[String] = []
	flow.photo_refused.connect(sentences.append)
	await flow.choose(photo)
	expect_equal(int(flow.state), int(STATE.CHOOSE))
	return sentences[0]


func _send() -> void:
	await flow.choose(_photo())
	flow.send()


func _reach(state: JobFlow.State) -> void:
	var name: String = JobFlow.State.find_key(state)
	await until(func() -> bool: return flow.state == state, name)


func _announce() -> void:
	var document: Dictionary = DocumentsOf.job("awaiting_upload")
	document["upload"] = {"url": server.origin + "/bucket/j1", "method": "PUT", "headers": {}}
	server.answer(JOBS, 201, document)


func _answer_job(candidates: Array, changes: Dictionary = {}) -> void:
	_announce()
	server.answer(JOB, 200, DocumentsOf.job("identifying"), QUICK)
	server.answer(JOB, 200, _completed(candidates).merged(changes, true))


func _completed(candidates: Array) -> Dictionary:
	return DocumentsOf.job("completed", {"candidates": candidates, "outcome": "animals"})


func _fill_dex(entries: Array) -> void:
	server.answer("GET /api/v1/dex/entries/sync_entries", 200, DocumentsOf.page(entries))
	await dex.sync()


func _sent(request: String) -> Dictionary:
	var body: PackedByteArray = server.last(request)["body"]
	return JSON.parse_string(body.get_string_from_utf8())


func _hash(bytes: PackedByteArray) -> String:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(bytes)
	return hashing.finish().hex_encode()


func _clean() -> void:
	for file: String in ["test_camera.json", "test_photo.bin"]:
		DirAccess.remove_absolute("user://" + file)
	if dex:
		dex.outbox.clear()
	DexCopy.delete_all()
