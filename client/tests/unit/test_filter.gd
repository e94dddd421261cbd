extends TestCase
## The filter of the dex, and its search, which tolerates mistakes.


func test_an_empty_filter_lets_everything_through() -> void:
	expect(DexFilter.new().matches(_card("fox")), "matches")
	expect(DexFilter.new().is_empty(), "is empty")


func test_class_order_and_family() -> void:
	var filter := DexFilter.new()
	filter.animal_class = "Mammalia"
	filter.order = "Carnivora"
	filter.family = "Felidae"
	expect(filter.matches(_card("fox")), "all three")
	expect(not filter.matches(_card("blackbird")), "another class")
	expect_equal(filter.count(), 3)


func test_a_class_is_of_its_own_class() -> void:
	var card: DexCard = _card("mammals", {"animal": {"rank": "class", "scientific_name": "Mammalia"}})
	expect_equal(card.animal_class(), "Mammalia")
	expect(card.is_wider(), "wider than a species")


func test_wider_than_a_class_there_is_none() -> void:
	var lineage: Array = [{"rank": "kingdom", "name": "Animalia"}]
	expect_equal(_card("fox", {"animal": {"rank": "phylum", "lineage": lineage}}).animal_class(), "")


func test_favorites() -> void:
	var filter := DexFilter.new()
	filter.favorites_only = true
	expect(not filter.matches(_card("fox")), "none")
	expect(filter.matches(_card("fox", {"favorite": true})), "a favorite")


func test_wild_kept_or_unknown() -> void:
	var filter := DexFilter.new()
	filter.wild = DexFilter.Wild.WILD
	expect(filter.matches(_card("fox", {"wild": true})), "wild")
	expect(not filter.matches(_card("fox", {"wild": false})), "kept")
	expect(not filter.matches(_card("fox")), "unknown")
	filter.wild = DexFilter.Wild.KEPT
	expect(filter.matches(_card("fox", {"wild": false})), "kept")


func test_one_sighting_must_fit_all_of_it() -> void:
	var filter := DexFilter.new()
	filter.month = "2026-05"
	filter.visibility = Visibility.PUBLIC
	var entries: Array[Entry] = [
		Entry.from_json(DocumentsOf.entry("e1", "fox", {"visibility": "public", "caught_at": "2026-06-01T00:00:00Z"})),
		Entry.from_json(DocumentsOf.entry("e2", "fox", {"caught_at": "2026-05-09T00:00:00Z"})),
	]
	expect(not filter.matches(DexCard.of(entries)), "each fits half")
	filter.visibility = Visibility.FRIENDS
	expect(filter.matches(DexCard.of(entries)), "the second fits")


func test_a_filter_comes_back_as_it_was() -> void:
	var filter := DexFilter.new()
	filter.text = "fox"
	filter.animal_class = "Aves"
	filter.wild = DexFilter.Wild.KEPT
	filter.favorites_only = true
	filter.month = "2026-05"
	expect_equal(DexFilter.from_state(filter.to_state()).to_state(), filter.to_state())
	expect_equal(DexFilter.from_state({}).to_state(), DexFilter.new().to_state())


func test_a_search_finds_names_and_notes() -> void:
	var card: DexCard = _card("fox", {"mine": {"notes": "By the River"}})
	for text: String in ["fo", "FOX", "foxs", "river", "the river"]:
		expect(TextSearch.matches(text, card), text)
	for text: String in ["wolf", "lake", "rivet house"]:
		expect(not TextSearch.matches(text, card), text)


func test_a_single_letter_searches_nothing_yet() -> void:
	expect(TextSearch.matches("w", _card("fox")), "too short to search")


func test_a_search_forgives_one_mistake() -> void:
	for text: String in ["hedgehug", "hedghog", "hedgehhog", "hegdehog", "hedgehog"]:
		expect(TextSearch.matches(text, _card("hedgehog")), text)
	for text: String in ["hadgehug", "hxxgehog", "lynx"]:
		expect(not TextSearch.matches(text, _card("hedgehog")), text)


func test_short_words_are_not_forgiven() -> void:
	expect(not TextSearch.matches("fux", _card("fox")), "three letters")


func test_another_persons_entry_has_no_notes_to_search() -> void:
	expect(not TextSearch.matches("river", _card("fox", {"mine": null})), "nothing")


func _card(name: String, changes: Dictionary = {}) -> DexCard:
	var entries: Array[Entry] = [Entry.from_json(DocumentsOf.entry("e1", name, changes))]
	return DexCard.of(entries)
