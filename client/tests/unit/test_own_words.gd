extends TestCase
## Names and texts of people are shown as they are, even if they equal a text that is translated.

const WORD := "Settings"
const PERSON: Dictionary = {"id": "mika", "username": WORD, "display_name": WORD, "bio": WORD}


func before() -> void:
	TranslationServer.set_locale("de")


func after() -> void:
	super()
	TranslationServer.set_locale("en")


func test_the_word_would_be_translated() -> void:
	expect_equal(str(TranslationServer.translate(WORD)), "Einstellungen")


func test_a_row_of_a_person() -> void:
	var row: PersonRow = _show("res://components/cards/person_row.tscn")
	row.show_person(PersonCard.from_json(PERSON), "")
	_expect_as_written(row, 1)


func test_a_players_card() -> void:
	var card: PlayerCard = _show("res://components/cards/player_card.tscn")
	card.show_person(WORD, WORD, WORD, "")
	_expect_as_written(card, 3)


func test_a_post() -> void:
	var post: Node = _show("res://screens/social/post.tscn")
	var dress: Dictionary = {"shape": CardShape.ROUNDED, "frame": CardFrame.NONE, "background": CardBackground.PLAIN}
	var entry: Dictionary = DocumentsOf.entry("e1", "fox", {"thumbnail_url": "", "customizations": dress})
	var group: Dictionary = {"id": "1", "person": PERSON, "news": [{"entry": entry, "badges": [], "mine_since": null}]}
	post.call(&"show_group", NewsGroup.from_json(group))
	_expect_as_written(post, 1)


func test_the_top_of_a_persons_page() -> void:
	var header: Header = _show("res://components/frame/header.tscn")
	header.show_name(WORD)
	_expect_as_written(header, 1)


func test_the_words_on_a_card() -> void:
	var plate: Plate = _show("res://components/cards/plate.tscn")
	plate.show_customizations(Customizations.from_json({"caption": WORD}))
	_expect_as_written(plate, 1)


func test_the_names_of_an_animal() -> void:
	var face := CardFace.new()
	face.id = "1"
	face.name = WORD
	face.scientific_name = WORD
	for scene: String in ["plate", "card_view", "dex_row"]:
		var shown: Node = _show("res://components/cards/%s.tscn" % scene)
		shown.call(&"show_face", face)
		_expect_as_written(shown, 2)
	face.name = ""
	face.rank = Rank.FAMILY
	expect_equal(face.first_line(), "Aus der Gruppe")


func test_somebody_who_is_blocked() -> void:
	var sheet: BlockedSheet = _show("res://screens/settings/blocked_sheet.tscn")
	sheet.show_people([Friendship.from_json({"id": "f", "person": PERSON})] as Array[Friendship])
	_expect_as_written(sheet, 2)


func _show(path: String) -> Node:
	return adopt((load(path) as PackedScene).instantiate())


func _expect_as_written(node: Node, count: int) -> void:
	var labels: Array[Node] = node.find_children("*", "Label", true, false).filter(
		func(label: Label) -> bool: return label.text == WORD
	)
	expect_equal(labels.size(), count)
	for label: Label in labels:
		expect_equal(str(label.atr(label.text)), WORD, str(label.get_path()))
