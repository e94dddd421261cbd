class_name ConflictSheet
extends VBoxContainer
## The choice between two conflicting changes: yours, and one made on another device.

signal chosen(is_mine: bool)

const SCENE := "res://screens/dex/conflict_sheet.tscn"
const TITLES: Dictionary[String, String] = {
	"notes": "Notes",
	"caught_at": "When",
	"place": "Where",
	"wild": "Wild",
	"visibility": "Who may see it",
	"geoprivacy": "Its place, for others",
	"customizations": "The look of the card",
	"primary_picture": "Picture",
	"animal_id": "Animal",
	"name": "Animal",
}
const VALUES: Dictionary[String, String] = {
	Visibility.PRIVATE: "Only me",
	Visibility.FRIENDS: "Friends",
	Visibility.PUBLIC: "Everybody",
}
const PLACES: Dictionary[String, String] = {
	Geoprivacy.OPEN: "Exact",
	Geoprivacy.OBSCURED: "Blurred",
	Geoprivacy.PRIVATE: "Hidden",
}


## Asks which of the two to keep.
static func ask(layers: Layers, dex: Dex, change: PendingChange) -> void:
	var sheet: ConflictSheet = (load(SCENE) as PackedScene).instantiate()
	layers.open(sheet)
	var entry: Entry = dex.entry(change.entry_id)
	sheet.show_conflict(change, CardFace.of_entry(entry).first_line() if entry else "")
	sheet.chosen.connect(
		func(is_mine: bool) -> void:
			layers.close()
			dex.choose(change, is_mine)
	)


func _ready() -> void:
	(%Mine as Button).pressed.connect(chosen.emit.bind(true))
	(%Theirs as Button).pressed.connect(chosen.emit.bind(false))


func show_conflict(change: PendingChange, animal: String) -> void:
	(%Animal as Label).text = animal
	for field: String in change.fields:
		if change.fields[field] != change.theirs.get(field):
			_add(field, change.fields[field], change.theirs.get(field))


func _add(field: String, mine: Variant, theirs: Variant) -> void:
	_add_line(TITLES.get(field, "Picture"), &"BodyStrong")
	_add_line(tr("Here: %s") % _said(field, mine), &"Body", AUTO_TRANSLATE_MODE_DISABLED)
	_add_line(tr("Elsewhere: %s") % _said(field, theirs), &"Body", AUTO_TRANSLATE_MODE_DISABLED)


func _add_line(words: String, style: StringName, mode := AUTO_TRANSLATE_MODE_INHERIT) -> void:
	var label := Label.new()
	label.auto_translate_mode = mode
	label.theme_type_variation = style
	label.text = words
	label.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	(%Fields as Container).add_child(label)


## A value as text; "changed" if it would be too long.
func _said(field: String, value: Variant) -> String:
	match field:
		"notes", "name":
			return value if value else tr("nothing")
		"caught_at":
			return str(value).left(16).replace("T", " ")
		"place":
			return Model.text(Model.dictionary(value).get("name"))
	return tr(_choice(field, value))


static func _choice(field: String, value: Variant) -> String:
	match field:
		"wild":
			return "not known" if value == null else "In the wild" if value else "Not wild"
		"visibility":
			return VALUES.get(value, "")
		"geoprivacy":
			return PLACES.get(value, "")
	return "changed"
