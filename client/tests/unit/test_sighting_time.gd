extends TestCase
## When an animal was seen, in the local time of its place.


func test_a_sighting_has_the_time_of_its_place() -> void:
	var entry: Entry = _entry({"caught_at": "2026-06-01T02:30:00Z", "utc_offset": -420})
	expect_equal(SightingTime.local(entry), "2026-05-31T19:30:00")
	expect_equal(Dates.of_sighting(entry), "Sunday, 31 May 2026, 19:30")


func test_where_nobody_knows_the_offset_the_camera_is_believed() -> void:
	var entry: Entry = _entry({"caught_at": "2026-06-01T02:30:00Z", "utc_offset": null})
	expect_equal(SightingTime.local(entry), "2026-06-01T02:30:00")


func test_what_waits_to_be_sent_is_shown_as_it_was_typed() -> void:
	expect_equal(SightingTime.local(_entry({"caught_at": "2026-05-31T19:30:00-07:00"})), "2026-05-31T19:30:00")


func test_of_a_hidden_place_the_month_is_said() -> void:
	var entry: Entry = _entry({"caught_at": "2026-05-01T00:00:00Z", "caught_precision": "month"})
	expect_equal(Dates.of_sighting(entry), "May 2026")


func test_a_filter_takes_the_month_of_the_place() -> void:
	var filter := DexFilter.new()
	filter.month = "2026-05"
	var there: Dictionary = {"caught_at": "2026-06-01T02:30:00Z", "utc_offset": -420}
	expect(filter.matches(_card(there)), "still May there")
	expect(not filter.matches(_card({"caught_at": "2026-06-01T02:30:00Z"})), "June")


func test_a_local_time_is_written_with_its_offset() -> void:
	expect_equal(SightingTime.written("2026-05-31T19:30:00", -420), "2026-05-31T19:30:00-07:00")
	expect_equal(SightingTime.written("2026-05-31T19:30:00", 345), "2026-05-31T19:30:00+05:45")
	expect_equal(SightingTime.written("2026-05-31T19:30:00", -30), "2026-05-31T19:30:00-00:30")


func test_a_day_is_its_noon_and_today_never_in_the_future() -> void:
	expect_equal(SightingTime.on_day("2026-05-31", 120), "2026-05-31T12:00:00+02:00")
	var now: int = int(Time.get_unix_time_from_system())
	for minutes_ahead: int in [-720, 0, 840]:
		var today: String = Time.get_date_string_from_unix_time(now + minutes_ahead * 60)
		var said: String = SightingTime.on_day(today, minutes_ahead).left(19)
		var unix: int = Time.get_unix_time_from_datetime_string(said) - minutes_ahead * 60
		expect(unix <= Time.get_unix_time_from_system(), "not in the future at %d" % minutes_ahead)


func test_what_is_typed_is_a_time_from_1900_until_now() -> void:
	expect_equal(SightingTime.typed("2026-05-31 19:30", -420), "2026-05-31T19:30:00-07:00")
	expect_equal(SightingTime.typed("2026-05-31", 0), "2026-05-31T12:00:00+00:00")
	expect_equal(SightingTime.typed("2026-13-31 19:30", 0), "")
	expect_equal(SightingTime.typed("1899-05-31 19:30", 0), "")
	expect_equal(SightingTime.typed("yesterday", 0), "")
	expect_equal(SightingTime.typed("2999-01-01 10:00", 0), "")
	expect_equal(SightingTime.to_type("2026-06-01T02:30:00Z", -420), "2026-05-31 19:30")


func _entry(fields: Dictionary) -> Entry:
	return Entry.from_json(DocumentsOf.entry("e1", "fox", fields))


func _card(fields: Dictionary) -> DexCard:
	var entries: Array[Entry] = [_entry(fields)]
	return DexCard.of(entries)
