class_name OtherSightings
extends VBoxContainer
## One's other sightings of an entry's animal, each leading to its card.

const ROW := preload("res://components/controls/list_row.tscn")
const CALENDAR := preload("res://art/icons/calendar-blank.svg")
const CARET := preload("res://art/icons/caret-right.svg")


## Shows what else a card holds; null for another's entry.
func show_besides(entry: Entry, card: DexCard) -> void:
	for old: Node in %Sightings.get_children():
		%Sightings.remove_child(old)
		old.queue_free()
	visible = card != null and card.sightings.size() > 1
	for sighting: Entry in card.sightings if card else [] as Array[Entry]:
		if sighting.id != entry.id:
			%Sightings.add_child(_row(sighting))


func _row(sighting: Entry) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.icon = CALENDAR
	row.title = Dates.of_sighting(sighting)
	row.detail = EntryWords.place(sighting)
	row.end_icon = CARET
	row.leads_on = true
	row.pressed.connect(Navigation.go.bind(&"card", {"entry_id": sighting.id}))
	return row
