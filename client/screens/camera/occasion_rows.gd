class_name OccasionRows
extends VBoxContainer
## Where and when a photograph was taken: as its person says, else as it says itself.

## `place` is null for none; `time` is RFC 3339, empty for what the photograph says.
signal said(place: Place, time: String)

const SHEET := preload("res://screens/camera/occasion_sheet.tscn")

var _occasion: Occasion
var _found_place: Place
var _found_clock: String
var _minutes_ahead: int


func _ready() -> void:
	for row: ListRow in [%Where, %When]:
		row.pressed.connect(_ask)


## Shows what the person says, and what was found in the photograph: null and empty for nothing. `clock` is the time
## there, so many minutes ahead of UTC.
func show_occasion(occasion: Occasion, place: Place, clock: String, minutes_ahead: int) -> void:
	_occasion = occasion
	_found_place = place
	_found_clock = clock
	_minutes_ahead = minutes_ahead
	(%Where as ListRow).show_row(_told_place(), _source_of_place())
	(%When as ListRow).show_row(_told_time(), _source_of_time())


func _place() -> Place:
	return _occasion.place if _occasion.has_place else _found_place


func _told_place() -> String:
	var place: Place = _place()
	if place == null:
		return "No place" if _occasion.has_place else "Add a place"
	return tr("near %s") % place.name if place.name else Coordinates.of(place)


func _source_of_place() -> String:
	if _occasion.has_place:
		return "As you say"
	return "From the photo" if _found_place else "The photo says none"


func _told_time() -> String:
	if _occasion.time:
		return Dates.of_clock(_occasion.time)
	return Dates.of_clock(_found_clock) if _found_clock else "Now"


func _source_of_time() -> String:
	if _occasion.time:
		return "As you say"
	return "From the photo" if _found_clock else "The photo does not say when"


func _ask() -> void:
	var sheet: OccasionSheet = SHEET.instantiate()
	Layers.of(self).open(sheet)
	var now: String = SightingTime.to_type(Time.get_datetime_string_from_system(true), _minutes_ahead)
	sheet.show_occasion(_place(), _found_clock if _found_clock else now, _minutes_ahead)
	sheet.saved.connect(_on_saved)


func _on_saved(place: Place, time: String) -> void:
	Layers.of(self).close()
	said.emit(place, time)
