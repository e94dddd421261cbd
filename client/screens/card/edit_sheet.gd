class_name EditSheet
extends VBoxContainer
## What may be changed of an entry: when, where, wild, and who may see it.

signal saved(changes: EntryPatchRequest)

const VISIBILITIES: Array[String] = [Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC]
const GEOPRIVACIES: Array[String] = [Geoprivacy.OPEN, Geoprivacy.OBSCURED, Geoprivacy.PRIVATE]

var _entry: Entry
var _changes := EntryPatchRequest.new()
var _shown_place: Array[String] = []


func _ready() -> void:
	(%Save as Button).pressed.connect(_save)
	(%Wild as Segmented).chosen.connect(func(index: int) -> void: _changes.set_wild(index == 0))
	(%Who as Segmented).chosen.connect(func(index: int) -> void: _changes.set_visibility(VISIBILITIES[index]))
	(%Precision as Segmented).chosen.connect(func(index: int) -> void: _changes.set_geoprivacy(GEOPRIVACIES[index]))


func show_entry(entry: Entry) -> void:
	_entry = entry
	(%When as Field).input.text = _shown_time()
	var place: Place = entry.mine.place if entry.mine else null
	(%Where as Field).input.text = place.name if place else ""
	(%Point as Field).input.text = Coordinates.of(place) if place else ""
	_shown_place = _typed_place()
	(%Wild as Segmented).show_options(["In the wild", "Not wild"], -1 if entry.wild == null else int(not entry.wild))
	(%Who as Segmented).show_options(["Only me", "Friends", "Everybody"], VISIBILITIES.find(entry.visibility))
	var precision: String = entry.mine.geoprivacy if entry.mine else Geoprivacy.OBSCURED
	(%Precision as Segmented).show_options(["Exact", "Blurred", "Hidden"], GEOPRIVACIES.find(precision))


func _save() -> void:
	if _take_time() and _take_place():
		saved.emit(_changes)


func _typed_place() -> Array[String]:
	return [(%Where as Field).input.text.strip_edges(), (%Point as Field).input.text.strip_edges()]


## Tells whether what is typed is a place, or none.
func _take_place() -> bool:
	var typed: Array[String] = _typed_place()
	var point: Vector2 = Coordinates.read(typed[1])
	if typed == _shown_place:
		return true
	if point == Vector2.INF and "".join(typed):
		(%Point as Field).show_error("Latitude and longitude, as -21.85, 46.85.")
		return false
	if point == Vector2.INF:
		_changes.clear_place()
		return true
	var is_same_point: bool = _entry.mine.place and typed[1] == _shown_place[1]
	var place := Place.new()  # the entry's own is kept as it is until the server has agreed
	place.latitude = _entry.mine.place.latitude if is_same_point else point.x
	place.longitude = _entry.mine.place.longitude if is_same_point else point.y
	place.name = typed[0]
	_changes.set_place(place)
	return true


## Tells whether the time is one from 1900 until now.
func _take_time() -> bool:
	var typed: String = (%When as Field).input.text.strip_edges()
	if typed == _shown_time():
		return true
	var time: String = SightingTime.typed(typed, SightingTime.offset(_entry))
	if time.is_empty():
		(%When as Field).show_error("A day from 1900 until now, as 2026-06-14 10:42.")
		return false
	_changes.set_caught_at(time)
	return true


func _shown_time() -> String:
	return SightingTime.local(_entry).left(16).replace("T", " ")
