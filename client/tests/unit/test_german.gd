extends TestCase
## German texts: those made in code, plurals, and rules that only English has.


func before() -> void:
	Language.use("de")


func after() -> void:
	super()
	Language.use(Language.ENGLISH)


func test_dates_are_german() -> void:
	expect_equal(Dates.day("2020-03-14T12:00:00Z"), "14. März 2020")
	expect_equal(Dates.month("2026-05-14T12:00:00Z"), "Mai 2026")


func test_plurals_have_both_forms() -> void:
	expect_equal(Countdown.duration(1), "1 Sekunde")
	expect_equal(Countdown.duration(40), "40 Sekunden")
	expect_equal(Countdown.duration(7200), "2 Stunden")


func test_names_keep_their_letters_and_have_no_article() -> void:
	expect_equal(EntryWords.one_of("Ring-tailed lemur"), "Ring-tailed lemur")
	expect_equal(EntryWords.in_a_sentence("Ring-tailed lemur"), "Ring-tailed lemur")


func test_decimals_have_a_comma() -> void:
	expect_equal(Language.decimal(8.2), "8,2")
	expect_equal(Language.decimal(21.0), "21")


func test_map_and_charts_are_german() -> void:
	expect_equal(MapWords.count(1, 3), "1 Sichtung hat einen Ort, 2 ohne.")
	expect_equal(MapWords.sightings(27), "27 Sichtungen")
	expect_equal(StatisticsWords.days(1), "1 Tag in Folge")
	var months: PackedStringArray = ["2026-05", "2026-06"]
	expect_equal(StatisticsWords.summary(months, [3, 4]), "7 in den letzten zwölf Monaten, am meisten im Juni 2026.")
	expect_equal(StatisticsWords.spoken("Neu", months, [0, 0]), "Neu: keine in den letzten zwölf Monaten")


func test_badges_are_german() -> void:
	var look := BadgeLook.of("class-1-Aves")
	expect_equal(
		[look.name, look.way, look.done], ["Erster Vogel", "Triff einen Vogel.", "Du hast einen Vogel getroffen."]
	)
	expect_equal(BadgeLook.of("class-10-Aves").way, "Triff 10 Vögel.")


func test_names_for_screen_readers_are_translated_by_the_engine() -> void:
	var button: Button = adopt(Button.new())
	button.accessibility_name = "Settings"
	expect_equal(button.accessibility_name, "Einstellungen")


func test_the_api_s_own_sentences_are_replaced() -> void:
	var problem := Problem.of(ProblemCode.NOT_FOUND)
	problem.detail = "There is no such entry."
	expect_equal(problem.sentence(), Problem.OTHERWISE[ProblemCode.NOT_FOUND])
	Language.use(Language.ENGLISH)
	expect_equal(problem.sentence(), "There is no such entry.")


func test_no_error_is_told_in_english() -> void:
	for code: String in ProblemCode.ALL:
		var problem := Problem.of(code)
		problem.detail = "In English."
		var sentence: String = problem.sentence()
		expect(TranslationServer.translate(sentence) != sentence, code)
