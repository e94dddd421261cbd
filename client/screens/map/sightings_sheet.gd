class_name SightingsSheet
extends VBoxContainer
## The sightings of a pin, the newest first.

signal opened(entry_id: String)
signal zoom_asked

const ROW := preload("res://components/controls/list_row.tscn")
const CARET := preload("res://art/icons/caret-right.svg")
## The most sightings listed; zooming in shows the others.
const MOST := 30


func _ready() -> void:
	(%Zoom as Button).pressed.connect(zoom_asked.emit)


func show_cluster(cluster: MapCluster) -> void:
	(%Heading as Label).text = MapWords.heading(cluster)
	(%Zoom as Control).visible = cluster.can_part()
	var more: int = cluster.spots.size() - MOST
	(%More as Label).visible = more > 0
	(%More as Label).text = tr("And %d older.") % more
	for spot: MapSpot in cluster.spots.slice(0, MOST):
		_add(spot.entry)


func _add(entry: Entry) -> void:
	var face: CardFace = CardFace.of_entry(entry)
	var row: ListRow = ROW.instantiate()
	row.icon = AnimalClass.mark(face.animal_class)
	row.title = face.first_line()
	row.detail = Dates.of_sighting(entry)
	row.end_icon = CARET
	row.leads_on = true
	row.pressed.connect(opened.emit.bind(entry.id))
	(%Rows as Container).add_child(row)
