class_name MapCanvas
extends Control
## The world with your sightings on it, for fingers, mouse and keys.

signal chosen(cluster: MapCluster)
signal moved

const STEP := 64.0
const ZOOM_STEP := 1.5
const PIN := 15.0
const LARGEST_PIN := 22.0
const MARK := 18.0
const EDGE := 2.0
const DIRECTIONS: Dictionary[StringName, Vector2] = {
	&"ui_left": Vector2.LEFT, &"ui_right": Vector2.RIGHT, &"ui_up": Vector2.UP, &"ui_down": Vector2.DOWN
}

var camera := MapCamera.new()

var _spots: Array[MapSpot] = []
var _clusters := MapClusters.new([])
## The position of the keyboard cursor; Vector2.INF before the first key.
var _selected := Vector2.INF
var _gestures := CanvasGestures.new()
var _land: ArrayMesh
var _seas: ArrayMesh
var _coast: ArrayMesh


func _ready() -> void:
	var outline := WorldOutline.new()
	_land = WorldOutline.filled(outline.land)
	_seas = WorldOutline.filled(outline.seas)
	_coast = WorldOutline.drawn(outline.land + outline.seas)
	_gestures.panned.connect(_pan)
	_gestures.zoomed.connect(_zoom)
	_gestures.tapped.connect(_tap)


func _notification(what: int) -> void:
	if what == NOTIFICATION_RESIZED:
		camera.view = size
		_refresh()
	elif what == NOTIFICATION_THEME_CHANGED or what == NOTIFICATION_FOCUS_ENTER or what == NOTIFICATION_FOCUS_EXIT:
		queue_redraw()


func show_spots(spots: Array[MapSpot]) -> void:
	_spots = spots
	_clusters = MapClusters.new(spots)
	_refresh()


## Shows all sightings, or the world if there are none.
func show_whole() -> void:
	camera.fit(MapSpot.bounds(_spots) if _spots else Rect2(0, 0, 1, 1))
	_refresh()


## Zooms in until sightings split.
func show_part(spots: Array[MapSpot]) -> void:
	camera.fit(MapSpot.bounds(spots), MapCamera.LARGEST)
	_refresh()


func look_from(middle: Vector2, zoom: float) -> void:
	camera.zoom = zoom
	camera.centre(middle)
	_refresh()


func zoom_by(steps: float) -> void:
	_zoom(size / 2.0, pow(ZOOM_STEP, steps))


func _gui_input(event: InputEvent) -> void:
	_gestures.handle(event)
	for action: StringName in DIRECTIONS:
		if event.is_action_pressed(action, true):
			_step(DIRECTIONS[action])
			accept_event()
	if event.is_action_pressed(&"ui_accept") and _cluster_of_keys():
		chosen.emit(_cluster_of_keys())
		accept_event()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"zoom_in", true):
		zoom_by(1.0)
	elif event.is_action_pressed(&"zoom_out", true):
		zoom_by(-1.0)
	elif event.is_action_pressed(&"zoom_whole"):
		show_whole()


func _draw() -> void:
	var transform: Transform2D = camera.transform()
	draw_rect(Rect2(Vector2.ZERO, size), Look.colour(self, &"sunken"))
	draw_mesh(_land, null, transform, Look.colour(self, &"surface"))
	draw_mesh(_seas, null, transform, Look.colour(self, &"sunken"))
	draw_mesh(_coast, null, transform, Look.colour(self, &"line_strong"))
	var room: Rect2 = Rect2(Vector2.ZERO, size).grow(LARGEST_PIN)
	for index: int in range(_clusters.clusters.size() - 1, -1, -1):
		var at: Vector2 = camera.to_screen(_clusters.clusters[index].point())
		if room.has_point(at):
			_draw_pin(_clusters.clusters[index], at)


func _draw_pin(cluster: MapCluster, at: Vector2) -> void:
	var count: int = cluster.spots.size()
	var radius: float = minf(PIN + 2.0 * log(count), LARGEST_PIN) * Look.text_scale(self)
	var colour: Color = (
		get_theme_color(&"accent", cluster.animal_class()) if count == 1 else Look.colour(self, &"primary")
	)
	draw_circle(at, radius + EDGE, Look.colour(self, &"surface"), true, -1.0, true)
	draw_circle(at, radius, colour, true, -1.0, true)
	if cluster == _cluster_of_keys() and has_focus():
		draw_arc(at, radius + EDGE * 2.5, 0.0, TAU, 48, Look.colour(self, &"focus"), EDGE, true)
	if count == 1:
		var mark := Rect2(at - Vector2(MARK, MARK) / 2.0, Vector2(MARK, MARK))
		draw_texture_rect(AnimalClass.mark(cluster.animal_class()), mark, false, Look.colour(self, &"surface"))
	else:
		_draw_count(str(count), at, radius)


func _draw_count(text: String, at: Vector2, radius: float) -> void:
	var font: Font = get_theme_font(&"font", &"SmallStrong")
	var font_size: int = get_theme_font_size(&"font_size", &"SmallStrong" if text.length() < 4 else &"Micro")
	var line: float = font.get_height(font_size)
	var start := Vector2(at.x - radius, at.y - line / 2.0 + font.get_ascent(font_size))
	draw_string(
		font, start, text, HORIZONTAL_ALIGNMENT_CENTER, radius * 2.0, font_size, Look.colour(self, &"on_primary")
	)


func _pan(by: Vector2) -> void:
	camera.pan(by)
	_refresh()


func _zoom(point: Vector2, factor: float) -> void:
	camera.zoom_at(point, factor)
	_refresh()


func _tap(point: Vector2) -> void:
	grab_focus()
	var cluster: MapCluster = _clusters.at(point, camera)
	if cluster:
		_selected = cluster.point()
		chosen.emit(cluster)


## Goes to the next pin in a direction; if there is none, pans the map.
func _step(direction: Vector2) -> void:
	var from: Vector2 = _selected if _selected != Vector2.INF else camera.middle
	var cluster: MapCluster = _clusters.beyond(from, direction)
	if cluster == null:
		_pan(-direction * STEP)
		return
	_selected = cluster.point()
	camera.centre(_selected)
	Store.device.announce(MapWords.spoken(cluster))
	_refresh()


func _cluster_of_keys() -> MapCluster:
	for cluster: MapCluster in _clusters.clusters:
		if cluster.point() == _selected:
			return cluster
	return null


func _refresh() -> void:
	_clusters.look_at_zoom(camera.zoom)
	moved.emit()
	queue_redraw()
