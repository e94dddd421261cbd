extends TestCase
## Typed models of responses, and the bodies of requests.


func test_null_is_absent() -> void:
	var entry := Entry.from_json(DocumentsOf.entry("e1", "fox", {"thumbnail_url": null}))
	expect_equal(entry.thumbnail_url, "")
	expect_equal(entry.place, null)
	expect_equal(entry.wild, null)
	expect_equal(entry.mine.notes, "")


func test_numbers_that_are_null_are_minus_one() -> void:
	var candidate := Candidate.from_json(DocumentsOf.candidate("fox"))
	expect_equal(candidate.creation_index, -1)
	expect_equal(candidate.confidence, 0.94)


func test_true_false_and_unknown_are_three() -> void:
	for value: Variant in [true, false, null]:
		expect_equal(Entry.from_json({"wild": value}).wild, value)


func test_objects_are_objects() -> void:
	var entry := Entry.from_json(DocumentsOf.entry("e1", "fox"))
	expect_equal(entry.animal.lineage[1].name, "Mammalia")
	expect_equal(entry.customizations.stickers.size(), 0)


func test_whole_numbers_of_json_are_integers() -> void:
	var entry := Entry.from_json(JSON.parse_string('{"revision": 7}'))
	expect_equal(entry.revision, 7)


func test_what_the_api_adds_later_is_ignored() -> void:
	expect_equal(Entry.from_json({"id": "e1", "later": {"x": 1}}).id, "e1")


func test_what_is_of_another_type_is_absent() -> void:
	var entry := Entry.from_json({"id": 5, "favorite": "yes", "pictures": {}, "animal": "fox"})
	expect_equal(entry.id, "")
	expect_equal(entry.favorite, false)
	expect_equal(entry.pictures.size(), 0)
	expect_equal(entry.animal, null)


func test_a_new_job_is_a_job_with_an_upload() -> void:
	var document: Dictionary = DocumentsOf.job("awaiting_upload")
	document["upload"] = {"url": "https://x", "method": "PUT", "headers": {"a": "b"}}
	var job: Job = NewJob.from_json(document)
	expect_equal(job.status, JobStatus.AWAITING_UPLOAD)
	expect_equal((job as NewJob).upload.headers, {"a": "b"})


func test_maps_are_dictionaries() -> void:
	expect_equal(Stats.from_json({"classes": {"Aves": 3}}).classes, {"Aves": 3})


func test_a_request_has_only_what_was_set() -> void:
	expect_equal(EntryPatchRequest.new().set_notes("x").fields, {"notes": "x"})
	expect_equal(EntryPatchRequest.new().clear_notes().fields, {"notes": null})


func test_a_request_takes_models_apart() -> void:
	var place := Place.new()
	place.latitude = 47.4
	place.longitude = 8.5
	expect_equal(
		NewEntryRequest.new().set_place(place).fields, {"place": {"latitude": 47.4, "longitude": 8.5, "name": null}}
	)


func test_a_dressing_is_sent_as_it_was_read() -> void:
	var json: Dictionary = {
		"background": "forest",
		"shape": "circle",
		"frame": "gold",
		"caption": null,
		"stickers": [{"art": "paw", "x": 0.5, "y": 0.25, "scale": 1.0, "degrees": 10.0}],
	}
	expect_equal(Customizations.from_json(json).to_json(), json)


func test_words_of_the_api_are_listed() -> void:
	expect_equal(Visibility.ALL, ["private", "friends", "public"] as Array[String])
	expect(JobErrorCode.ALL.has(JobErrorCode.IMAGE_DAMAGED), "listed")


func test_every_error_of_a_job_has_words() -> void:
	for code: String in JobErrorCode.ALL:
		expect(JobWords.FAILED.has(code), code)
	for outcome: String in Outcome.ALL:
		expect(outcome == Outcome.ANIMALS or JobWords.NOTHING.has(outcome), outcome)


func test_documents_are_merged_at_any_depth() -> void:
	var document: Dictionary = {"a": 1, "mine": {"notes": "x", "place": null}}
	var merged: Dictionary = Documents.merged(document, {"mine": {"notes": "y"}})
	expect_equal(merged, {"a": 1, "mine": {"notes": "y", "place": null}})
	expect_equal(document["mine"]["notes"], "x", "the original stays")


func test_a_file_is_written_whole_or_not_at_all() -> void:
	var path: String = "user://test_json.json"
	expect(JsonFile.write(path, {"a": 1}), "written")
	expect_equal(JsonFile.read(path), {"a": 1.0})
	expect(not FileAccess.file_exists(path + ".new"), "no draft is left")
	DirAccess.remove_absolute(path)
	expect_equal(JsonFile.read(path), {})
	expect(not JsonFile.write("user://no/such/folder.json", {}), "says when it cannot")
