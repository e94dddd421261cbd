class_name OccasionSheet
extends VBoxContainer
## Where and when a photograph was taken: what it says itself, or what its person says.

## `place` is null for none; `time` is RFC 3339, empty for what the photograph says.
signal saved(place: Place, time: String)

var _offset: int = 0
var _shown_time: String
var _whereabouts := Whereabouts.new()


func _ready() -> void:
	(%Save as Button).pressed.connect(_save)
	(%NoPlace as Button).pressed.connect(_forget_place)
	(%Here as Button).pressed.connect(_find)
	(%Here as Button).visible = _whereabouts.is_known()


## Shows a place, or none, and the time on a clock that is so many minutes ahead of UTC.
func show_occasion(place: Place, clock: String, minutes_ahead: int) -> void:
	_offset = minutes_ahead
	_shown_time = clock
	(%When as Field).input.text = _shown_time
	(%Where as Field).input.text = place.name if place else ""
	(%Point as Field).input.text = Coordinates.of(place) if place else ""
	(%NoPlace as Control).visible = place != null


func show_point(point: Vector2) -> void:
	(%Here as Button).disabled = false
	if point == Vector2.INF:
		(%Point as Field).show_error("This device does not say where it is.")
		return
	(%Point as Field).show_error("")
	(%Point as Field).input.text = "%.4f, %.4f" % [point.x, point.y]
	(%NoPlace as Control).show()


func _find() -> void:
	(%Here as Button).disabled = true
	show_point(await _whereabouts.find())


func _forget_place() -> void:
	(%Where as Field).input.text = ""
	(%Point as Field).input.text = ""
	(%NoPlace as Control).hide()


func _save() -> void:
	var typed: String = (%When as Field).input.text.strip_edges()
	var time: String = SightingTime.typed(typed, _offset) if typed != _shown_time else ""
	if typed != _shown_time and time.is_empty():
		(%When as Field).show_error("A day from 1900 until now, as 2026-06-14 10:42.")
		return
	var written: String = (%Point as Field).input.text.strip_edges()
	var name: String = (%Where as Field).input.text.strip_edges()
	var point: Vector2 = Coordinates.read(written)
	if point == Vector2.INF and (written or name):
		(%Point as Field).show_error("Latitude and longitude, as -21.85, 46.85.")
		return
	saved.emit(null if point == Vector2.INF else _place(point, name), time)


func _place(point: Vector2, name: String) -> Place:
	var place := Place.new()
	place.latitude = point.x
	place.longitude = point.y
	place.name = name
	return place
