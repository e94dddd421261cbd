extends Screen
## The map of your sightings at their exact places, from the copy on this device. Nothing is sent.

const SHEET := preload("res://screens/map/sightings_sheet.tscn")

var _is_placed: bool = false

@onready var _canvas: MapCanvas = %Canvas


func _ready() -> void:
	_canvas.chosen.connect(_show_sightings)
	_canvas.moved.connect(_show_scale)
	(%Nearer as Button).pressed.connect(_canvas.zoom_by.bind(1.0))
	(%Farther as Button).pressed.connect(_canvas.zoom_by.bind(-1.0))
	(%Whole as Button).pressed.connect(_canvas.show_whole)
	(%State as PlaceState).acted.connect(Navigation.go.bind(&"camera"))


func open(_params: Dictionary[String, String]) -> void:
	Store.dex.changed.connect(_show_dex.bind(Store.dex))
	_show_dex(Store.dex)


## Shows the sightings among `all` that have a place.
func show_spots(spots: Array[MapSpot], all: int) -> void:
	(%Empty as Control).visible = spots.is_empty()
	(%Count as Label).text = MapWords.count(spots.size(), all)
	_canvas.accessibility_name = (
		tr("Map. %s Arrow keys go from pin to pin, Enter opens one.") % MapWords.count(spots.size(), all)
	)
	_canvas.show_spots(spots)
	if not _is_placed:
		_canvas.show_whole()
	_is_placed = not spots.is_empty()


func save_state() -> Dictionary:
	return {"x": _canvas.camera.middle.x, "y": _canvas.camera.middle.y, "zoom": _canvas.camera.zoom}


func restore_state(state: Dictionary) -> void:
	_canvas.look_from(Vector2(state["x"], state["y"]), state["zoom"])


func close_layer() -> bool:
	return Layers.of(self).close()


func _show_dex(dex: Dex) -> void:
	show_spots(MapSpot.of_cards(dex.cards(DexFilter.new(), Dex.Sort.NEWEST)), dex.sighting_count())


func _show_sightings(cluster: MapCluster) -> void:
	var sheet: SightingsSheet = SHEET.instantiate()
	sheet.opened.connect(_open_card)
	sheet.zoom_asked.connect(_show_apart.bind(cluster))
	Layers.of(self).open(sheet)
	sheet.show_cluster(cluster)


func _open_card(entry_id: String) -> void:
	Layers.of(self).close()
	Navigation.go(&"card", {"entry_id": entry_id})


func _show_apart(cluster: MapCluster) -> void:
	Layers.of(self).close()
	_canvas.show_part(cluster.spots)


func _show_scale() -> void:
	if is_node_ready():
		(%Scale as ScaleBar).show_scale(MapScale.fitting((%Scale as Control).size.x, _canvas.camera.metres_per_pixel()))
