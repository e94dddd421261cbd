extends TestCase
## Texts of cards, reveals, badges and entries.


func test_a_card_says_its_number_and_its_name() -> void:
	var face: CardFace = _face("Ring-tailed lemur", "Lemur catta", Rank.SPECIES)
	expect_equal(face.number_text(), "№ 031")
	expect_equal(face.first_line(), "Ring-tailed lemur")
	expect_equal(face.second_line(), "Lemur catta")
	expect_equal(face.second_style(), &"CardScientific")


func test_a_wider_rank_is_one_of_its_kind_and_upright() -> void:
	var face: CardFace = _face("Crocodile", "Crocodylidae", Rank.FAMILY)
	expect_equal(face.first_line(), "A crocodile")
	expect_equal(face.second_line(), "family Crocodylidae")
	expect_equal(face.second_style(), &"CardTaxon")
	expect_equal(_face("Owls", "Strigiformes", Rank.ORDER).first_line(), "An owls")


func test_without_a_common_name_the_scientific_one_comes_first() -> void:
	var face: CardFace = _face("", "Lemur catta", Rank.SPECIES)
	expect_equal(face.first_line(), "Lemur catta")
	expect_equal(face.first_style(), &"CardScientificName")
	expect_equal(_face("", "Crocodylidae", Rank.FAMILY).first_line(), "A member of")


func test_what_is_not_seen_hides_its_name() -> void:
	var face: CardFace = _face("Common frog", "Rana temporaria", Rank.SPECIES)
	face.animal_class = &"Amphibia"
	face.seen_by = "Seen by Mika"
	expect_equal(face.first_line(), "An amphibian")
	expect_equal(face.second_line(), "Seen by Mika")


func test_a_card_without_a_number_has_a_dash() -> void:
	var face: CardFace = _face("Mammal", "Mammalia", Rank.CLASS)
	face.number = Model.ABSENT
	expect_equal(face.number_text(), "№ –")


func test_only_what_is_threatened_has_a_tag() -> void:
	var face: CardFace = _face("Ring-tailed lemur", "Lemur catta", Rank.SPECIES)
	for category: String in ["LC", "DD", "NE", ""]:
		face.iucn = category
		expect_equal(face.tag(), "")
	face.iucn = "NT"
	expect_equal(face.tag(), "NT")


func test_a_card_is_spoken_with_all_that_it_shows() -> void:
	var face: CardFace = _face("Ring-tailed lemur", "Lemur catta", Rank.SPECIES)
	face.iucn = "EN"
	face.is_favorite = true
	expect_equal(face.spoken(), "Number 31, Ring-tailed lemur, Lemur catta, mammals, endangered, favourite")


func test_who_named_an_entry_is_told_and_how_sure_the_model_was() -> void:
	for told: Array in [
		[IdentifiedBy.MODEL, 0.936, "Named by the model, 94%"],
		[IdentifiedBy.MODEL, null, "Named by the model"],
		[IdentifiedBy.PERSON, null, "Named by jo"],
		[IdentifiedBy.MODERATOR, null, "Named by a moderator"],
	]:
		var entry: Entry = Entry.from_json({"identified_by": told[0], "confidence": told[1]})
		expect_equal(EntryWords.named_by(entry, "jo"), told[2])
	expect_equal(EntryWords.named_by(Entry.from_json({"identified_by": IdentifiedBy.PERSON}), ""), "")


func test_a_class_without_a_mark_is_other() -> void:
	expect_equal(AnimalClass.named("Gastropoda"), &"Other")
	expect_equal(AnimalClass.named("Aves"), &"Aves")
	expect_equal(AnimalClass.of([] as Array[Taxon]), &"Other")


func test_a_reveal_says_what_the_animal_is_to_one() -> void:
	var known: Dictionary[Reveal.Kind, String] = {
		Reveal.Kind.DISCOVERY: "A discovery!", Reveal.Kind.NEW: "New in your dex", Reveal.Kind.AGAIN: "Welcome back."
	}
	for kind: Reveal.Kind in known:
		expect_equal(RevealWords.headline(_reveal(kind, Rank.SPECIES, 0)), known[kind])


func test_an_animal_seen_before_is_counted() -> void:
	expect_equal(RevealWords.lead(_reveal(Reveal.Kind.AGAIN, Rank.SPECIES, 2), false), "Your third ring-tailed lemur.")
	expect_equal(RevealWords.lead(_reveal(Reveal.Kind.AGAIN, Rank.SPECIES, 11), false), "Your 12. ring-tailed lemur.")


func test_a_wider_animal_is_added_as_what_it_is() -> void:
	var reveal: Reveal = _reveal(Reveal.Kind.WIDER, Rank.FAMILY, 0)
	expect_equal(RevealWords.headline(reveal), "It is a ring-tailed lemur.")
	expect_equal(RevealWords.add(reveal), "Add as a ring-tailed lemur")


func test_a_discovery_says_its_number_where_there_is_room() -> void:
	var reveal: Reveal = _reveal(Reveal.Kind.DISCOVERY, Rank.SPECIES, 0)
	expect(RevealWords.lead(reveal, true).ends_with("It is № 031 for everybody now."), "long")
	expect_equal(RevealWords.lead(reveal, false), "Nobody had photographed one before you.")


func test_badges_have_a_name_and_a_metal() -> void:
	var known: Dictionary[String, Array] = {
		"animals-3": ["3 animals", &"umber"],
		"animals-15": ["15 animals", &"steel"],
		"animals-50": ["50 animals", &"gold"],
		"animals-150": ["150 animals", &"prussian"],
		"class-1-Aves": ["First bird", &"umber"],
		"class-10-Aves": ["10 birds", &"steel"],
		"discovery-1": ["Discoverer", &"prussian"],
		"streak-7": ["7 day streak", &"steel"],
		"genus-1-Lemur": ["All of Lemur", &"gold"],
	}
	for id: String in known:
		expect_equal(BadgeLook.of(id).name, known[id][0])
		expect_equal(BadgeLook.of(id).metal, known[id][1])


func test_the_nearest_badges_come_next() -> void:
	var stats := Stats.from_json({"animals": 14, "streak": 1, "classes": {"Aves": 9}, "badges": {}, "discoveries": 0})
	var next: Array[BadgeProgress] = BadgeProgress.next(stats)
	expect_equal(next[0].id, "animals-15")
	expect_equal(next[0].told(), "14 of 15")
	expect_equal(next[1].id, "class-10-Aves")


func test_what_is_earned_is_not_next() -> void:
	var stats := Stats.from_json(
		{"animals": 2, "streak": 1, "classes": {}, "badges": {"streak-7": "2026-05-01"}, "discoveries": 0}
	)
	expect(not BadgeProgress.next(stats).any(func(one: BadgeProgress) -> bool: return one.id == "streak-7"), "earned")


func test_friends_who_have_seen_it_are_told() -> void:
	expect_equal(_unseen(["mika"], 1).seen_by, "Seen by mika")
	expect_equal(_unseen(["mika", "jo"], 2).seen_by, "Seen by mika and jo")
	expect_equal(_unseen(["jo", "a"], 4).seen_by, "Seen by jo and 3 others")


func test_what_is_unseen_hides_its_name_but_not_its_class() -> void:
	var face: CardFace = _unseen(["mika"], 1)
	expect(face.is_ghost(), "a ghost")
	expect_equal(face.animal_class, &"Aves")
	expect_equal(face.first_line(), AnimalClass.SINGULARS[&"Aves"])


func test_a_score_is_told_in_numbers() -> void:
	expect_equal(ScoreWords.facts(_score(1, 0, 1)), "1 animal")
	expect_equal(ScoreWords.facts(_score(12, 2, 6)), "12 animals, 2 discoveries, 6 days in a row")


func test_as_many_animals_are_the_same_place() -> void:
	var scores: Array[LeaderboardScore] = [_score(9, 0, 0), _score(7, 1, 0), _score(7, 0, 0), _score(2, 0, 0)]
	expect_equal(ScoreWords.places(scores), [1, 2, 2, 4] as Array[int])


func test_unseen_animals_have_their_places_by_number() -> void:
	var seen: CardFace = _face("Ring-tailed lemur", "Lemur catta", Rank.SPECIES)
	var unseen: CardFace = _face("Common frog", "Rana temporaria", Rank.SPECIES)
	unseen.number = 6
	var faces: Array[CardFace] = UnseenAnimals.placed([unseen], [seen], Dex.Sort.NUMBER)
	expect_equal(faces[0].number, 6)
	expect_equal(UnseenAnimals.placed([unseen], [seen], Dex.Sort.NEWEST)[0].number, 31)


func test_an_animal_is_one_of_its_kind() -> void:
	expect_equal(EntryWords.one_of("Ring-tailed lemur"), "a ring-tailed lemur")
	expect_equal(EntryWords.one_of("Owl"), "an owl")
	expect_equal(EntryWords.one_of("A crocodile"), "a crocodile")


func test_the_kept_place_is_told_to_others_as_far_as_they_see_it() -> void:
	var entry := Entry.from_json({"place": {"uncertainty_m": 30100.0, "obscured": true, "name": "Anja"}})
	expect_equal(EntryWords.place(entry), "near Anja")
	expect_equal(EntryWords.obscured(entry), "Others see it to within 31 km")


func test_dates_are_said_as_people_say_them() -> void:
	expect(Dates.long("2026-06-14T12:00:00Z").begins_with("Sunday, 14 June 2026, "), "long")
	expect_equal(Dates.month("2026-05-15T12:00:00Z"), "May 2026")
	expect_equal(Dates.day("2019-06-14T12:00:00Z"), "14 June 2019")


func _face(name: String, scientific_name: String, rank: String) -> CardFace:
	var face := CardFace.new()
	face.number = 31
	face.name = name
	face.scientific_name = scientific_name
	face.rank = rank
	face.animal_class = &"Mammalia"
	return face


func _reveal(kind: Reveal.Kind, rank: String, seen: int) -> Reveal:
	var reveal := Reveal.new()
	reveal.kind = kind
	reveal.seen_before = seen
	reveal.candidate = Candidate.from_json(
		{"common_name": "Ring-tailed lemur", "scientific_name": "Lemur catta", "rank": rank, "creation_index": 31}
	)
	return reveal


func _unseen(who: Array[String], people: int) -> CardFace:
	var finders: Array = who.map(func(name: String) -> Dictionary: return {"user_id": name, "username": name})
	return UnseenAnimals.face_of(
		UnseenAnimal.from_json({"animal_id": "a", "class_name": "Aves", "people": people, "who": finders})
	)


func _score(animals: int, discoveries: int, streak: int) -> LeaderboardScore:
	return LeaderboardScore.from_json({"animals": animals, "discoveries": discoveries, "streak": streak, "person": {}})


func test_a_date_among_words_stays_on_one_line() -> void:
	var news := News.from_json(
		{"entry": DocumentsOf.entry("1", "moose"), "badges": [], "mine_since": "2024-06-02T08:00:00Z"}
	)
	expect_equal(FeedWords.facts(news)[0][1], "You have it too, since 2\u00a0June\u00a02024")
