class_name CardMenu
## What one may do about a card, and the sheets and questions that come before it.

const ACTIONS := preload("res://components/layers/action_list.tscn")
const EDIT := preload("res://screens/card/edit_sheet.tscn")
const RENAME := preload("res://screens/card/rename_sheet.tscn")


## Opens the menu of an entry; `share` is called to share its card.
static func open(from: Control, entry: Entry, dex: Dex, share: Callable) -> void:
	var actions: Array[Array] = [["share-network", "Share"], ["flag", "Report", true]]
	var handlers: Array[Callable] = [share, ReportQuestion.about_card.bind(from, entry)]
	if entry.mine:
		actions = [
			["pencil-simple", "Edit"],
			["paint-brush", "Style card"],
			["camera-plus", "Add photo"],
			["robot", "Name it again"],
			["share-network", "Share"],
			["trash", "Delete", true],
		]
		handlers = [
			edit_fields.bind(from, entry, dex),
			style.bind(entry),
			add_photo.bind(from, entry),
			rename.bind(from, entry, dex),
			share,
			_delete.bind(from, entry, dex),
		]
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(from).open(list)
	list.show_actions("", actions)
	var chosen: int = await list.chosen
	Layers.of(from).close()
	handlers[chosen].call()


static func edit_fields(from: Control, entry: Entry, dex: Dex) -> void:
	var sheet: EditSheet = EDIT.instantiate()
	Layers.of(from).open(sheet)
	sheet.show_entry(entry)
	sheet.saved.connect(_save.bind(from, entry, dex))


static func style(entry: Entry) -> void:
	Navigation.go(&"style_card", {"entry_id": entry.id})


static func add_photo(from: Control, entry: Entry) -> void:
	if entry.pictures.size() >= CardGallery.MOST_PICTURES:
		Layers.of(from).toast("Eight photos fit on a card.")
	else:
		Navigation.go(&"camera", {"entry_id": entry.id})


static func rename(from: Control, entry: Entry, dex: Dex) -> void:
	var sheet: RenameSheet = RENAME.instantiate()
	Layers.of(from).open(sheet)
	sheet.chosen.connect(func(name: String) -> void: _save(EntryPatchRequest.new().set_name(name), from, entry, dex))


static func _save(changes: EntryPatchRequest, from: Control, entry: Entry, dex: Dex) -> void:
	var layers: Layers = Layers.of(from)
	layers.close()
	var result: ApiResult = await dex.update_entry(entry.id, changes)
	if not result.is_ok() and not result.problem.is_unanswered():
		layers.toast(result.problem.sentence())


static func _delete(from: Control, entry: Entry, dex: Dex) -> void:
	var layers: Layers = Layers.of(from)
	var face: CardFace = CardFace.of_entry(entry)
	var question: String = TranslationServer.translate("Delete this sighting of %s?")
	question = question % EntryWords.one_of(face.first_line())
	if not await layers.confirm(question, _what_goes(entry, face, dex), "Delete", "Keep it", true):
		return
	var result: ApiResult = await dex.delete_entry(entry.id)
	layers.toast("Deleted." if result.is_ok() else result.problem.sentence())
	if result.is_ok() and is_instance_valid(from) and from.is_inside_tree():
		Navigation.back()


static func _what_goes(entry: Entry, face: CardFace, dex: Dex) -> String:
	var text: String = TranslationServer.translate("Its photo and notes go for good.")
	if dex.card(entry.animal.id).sightings.size() > 1:
		return text
	var last: String = TranslationServer.translate("It was your only one: %s becomes a silhouette.")
	return text + " " + last % face.number_text()
