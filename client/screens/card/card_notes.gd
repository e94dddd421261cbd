class_name CardNotes
extends VBoxContainer
## The owner's notes of an entry, saved a moment after the last key.

const SAVE_AFTER := 0.8

var _dex: Dex
var _entry_id: String

@onready var _notes: TextEdit = %Notes
@onready var _save_timer: Timer = %SaveTimer


func _ready() -> void:
	_notes.text_changed.connect(_on_notes_changed)
	_save_timer.timeout.connect(save)


## Shows an entry's notes to its owner; what is being typed stays.
func show_entry(entry: Entry, dex: Dex) -> void:
	_dex = dex
	_entry_id = entry.id
	visible = entry.mine != null
	if visible and not _notes.has_focus():
		_notes.text = entry.mine.notes


func has_unsaved() -> bool:
	return not _save_timer.is_stopped()


func save() -> void:
	var changes := EntryPatchRequest.new().set_notes(_notes.text)
	var result: ApiResult = await _dex.update_entry(_entry_id, changes)
	if is_inside_tree():
		var is_kept: bool = result.is_ok() or result.problem.is_unanswered()
		(%Saved as Label).text = "Saved" if is_kept else result.problem.sentence()


func _on_notes_changed() -> void:
	(%Saved as Label).text = ""
	_save_timer.start(SAVE_AFTER)
