extends TestCase
## Sightings by month and class, on the local date of their place.

const TODAY := "2026-06-14"


func test_the_last_twelve_months_end_with_this_one() -> void:
	var months: PackedStringArray = SightingStatistics.last_months("2026-02")
	expect_equal(months.size(), 12)
	expect_equal(months[0], "2025-03")
	expect_equal(months[9], "2025-12")
	expect_equal(months[11], "2026-02")


func test_sightings_and_new_animals_are_counted_by_month() -> void:
	var fox: Array = ["2026-06-01T12:00:00Z", "2026-06-10T12:00:00Z", "2026-04-10T12:00:00Z"]
	var statistics: SightingStatistics = _of([_card("fox", fox), _card("bird", ["2026-06-02T12:00:00Z"])])
	expect_equal(statistics.sightings_by_month.slice(9), PackedInt32Array([1, 0, 3]))
	expect_equal(statistics.new_by_month.slice(9), PackedInt32Array([1, 0, 1]))
	expect_equal([statistics.animal_count, statistics.sighting_count], [2, 4])


func test_a_month_is_that_of_the_place() -> void:
	var statistics: SightingStatistics = _of([_card("fox", ["2026-06-01T02:30:00Z"], -420)])
	expect_equal(statistics.sightings_by_month.slice(10), PackedInt32Array([1, 0]))


func test_what_is_older_than_a_year_is_in_no_month() -> void:
	var statistics: SightingStatistics = _of([_card("fox", ["2025-06-30T12:00:00Z", "2026-06-01T12:00:00Z"])])
	expect_equal(statistics.sightings_by_month[11], 1)
	expect_equal(statistics.new_by_month[11], 0, "it was known before")
	expect_equal(statistics.sighting_count, 2)


func test_classes_are_counted_by_animals_and_by_sightings() -> void:
	var twice: Array = ["2026-06-01T12:00:00Z", "2026-06-02T12:00:00Z"]
	var statistics: SightingStatistics = _of([_card("fox", twice), _card("bird", twice), _card("blackbird", twice)])
	expect_equal(statistics.animals_by_class, {&"Mammalia": 1, &"Aves": 2} as Dictionary[StringName, int])
	expect_equal(statistics.sightings_by_class, {&"Mammalia": 2, &"Aves": 4} as Dictionary[StringName, int])


func test_days_in_a_row_count_until_today_or_yesterday() -> void:
	var days: Array = ["2026-06-11T12:00:00Z", "2026-06-12T12:00:00Z", "2026-06-13T12:00:00Z"]
	expect_equal(_of([_card("fox", days)]).streak, 3, "until yesterday")
	expect_equal(_of([_card("fox", days + ["2026-06-14T08:00:00Z"])]).streak, 4, "until today")
	expect_equal(_of([_card("fox", days.slice(0, 2))]).streak, 0, "broken")
	expect_equal(_of([_card("fox", days.slice(0, 2))]).longest_streak, 2)


func test_a_streak_goes_by_the_days_of_the_place() -> void:
	var statistics: SightingStatistics = _of([_card("fox", ["2026-06-14T02:00:00Z", "2026-06-14T20:00:00Z"], -420)])
	expect_equal(statistics.streak, 2, "the 13th and the 14th there")


func test_an_empty_dex_has_nothing_to_count() -> void:
	var statistics: SightingStatistics = _of([])
	expect_equal([statistics.sighting_count, statistics.streak, statistics.longest_streak], [0, 0, 0])


func test_charts_are_said_in_words() -> void:
	var months: PackedStringArray = ["2026-05", "2026-06"]
	expect_equal(StatisticsWords.spoken("New", months, [0, 4]), "New: June 2026 4")
	expect_equal(StatisticsWords.spoken("New", months, [0, 0]), "New: none in the last twelve months")
	expect_equal([StatisticsWords.days(1), StatisticsWords.animals(2)], ["1 day in a row", "2 animals"])
	expect_equal(StatisticsWords.summary(months, [3, 4]), "7 in the last twelve months, most in June 2026.")


func _of(cards: Array[DexCard]) -> SightingStatistics:
	return SightingStatistics.of(cards, TODAY)


func _card(animal: String, times: Array, minutes_ahead: int = 0) -> DexCard:
	var entries: Array[Entry] = []
	for time: String in times:
		entries.append(
			Entry.from_json(DocumentsOf.entry(time, animal, {"caught_at": time, "utc_offset": minutes_ahead}))
		)
	return DexCard.of(entries)
