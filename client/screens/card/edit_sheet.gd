class_name EditSheet
extends VBoxContainer
## What may be changed of an entry: when, where, wild, and who may see it.

signal saved(changes: EntryPatchRequest)

const VISIBILITIES: Array[String] = [Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC]
const GEOPRIVACIES: Array[String] = [Geoprivacy.OPEN, Geoprivacy.OBSCURED, Geoprivacy.PRIVATE]

var _entry: Entry
var _changes := EntryPatchRequest.new()
var _place_name: String


func _ready() -> void:
	(%Save as Button).pressed.connect(_save)
	(%Wild as Segmented).chosen.connect(func(index: int) -> void: _changes.set_wild(index == 0))
	(%Who as Segmented).chosen.connect(func(index: int) -> void: _changes.set_visibility(VISIBILITIES[index]))
	(%Precision as Segmented).chosen.connect(func(index: int) -> void: _changes.set_geoprivacy(GEOPRIVACIES[index]))


func show_entry(entry: Entry) -> void:
	_entry = entry
	(%When as Field).input.text = _shown_time()
	_place_name = entry.mine.place.name if entry.mine and entry.mine.place else ""
	(%Where as Field).input.text = _place_name
	(%Where as Control).visible = entry.mine != null and entry.mine.place != null
	(%Wild as Segmented).show_options(["In the wild", "Not wild"], -1 if entry.wild == null else int(not entry.wild))
	(%Who as Segmented).show_options(["Only me", "Friends", "Everybody"], VISIBILITIES.find(entry.visibility))
	var precision: String = entry.mine.geoprivacy if entry.mine else Geoprivacy.OBSCURED
	(%Precision as Segmented).show_options(["Exact", "Blurred", "Hidden"], GEOPRIVACIES.find(precision))


func _save() -> void:
	if not _take_time():
		return
	var name: String = (%Where as Field).input.text.strip_edges()
	if name != _place_name:
		var place: Place = _entry.mine.place
		place.name = name
		_changes.set_place(place)
	saved.emit(_changes)


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
