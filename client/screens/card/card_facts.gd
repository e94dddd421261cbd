class_name CardFacts
extends GridContainer
## When and where an animal was met, whether in the wild, who may see it, and who likes it.

const LIKES := preload("res://screens/card/likes_sheet.tscn")

var _entry: Entry

@onready var _where: ListRow = %Where
@onready var _wild: ListRow = %Wild
@onready var _likes: ListRow = %Likes


func _ready() -> void:
	_likes.pressed.connect(_show_likers)


## Shows an entry; `card` tells which of one's sightings it is, and is null for another's.
func show_entry(entry: Entry, card: DexCard) -> void:
	_entry = entry
	var is_mine: bool = entry.mine != null
	var ordinal: String = EntryWords.ordinal(entry, card.sightings) if card else ""
	(%When as ListRow).show_row(Dates.of_sighting(entry), ordinal)
	_where.show_row(EntryWords.place(entry), EntryWords.obscured(entry))
	_where.visible = EntryWords.place(entry) != ""
	_wild.show_row(EntryWords.wild(entry.wild), EntryWords.wild_detail(entry.wild))
	_wild.visible = entry.wild != null
	(%Who as ListRow).show_row(EntryWords.visibility(entry.visibility), "Notes stay with you" if is_mine else "")
	_likes.visible = is_mine and entry.likes > 0
	if _likes.visible:
		_likes.show_row(Likes.told(entry.likes))


## Arranges the facts in two columns without lines, or in one.
func show_in_columns(has_two: bool) -> void:
	columns = 2 if has_two else 1
	for row: Node in get_children():
		(row.get_node(^"%Line") as Control).visible = not has_two
	(_where.get_node(^"%End") as Control).visible = not has_two


func _show_likers() -> void:
	var sheet: LikesSheet = LIKES.instantiate()
	Layers.of(self).open(sheet)
	sheet.open(_entry.id)
