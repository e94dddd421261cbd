class_name SelectionBar
extends PanelContainer
## Changes several cards at once: their visibility, or their deletion; each is a change of its own.

signal changed

const VISIBILITIES: Array[String] = [Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC]
const WORDS: PackedStringArray = ["Only me", "Friends", "Everybody"]
const ACTIONS := preload("res://components/layers/action_list.tscn")

var dex: Dex
## The ids of the selected entries.
var chosen: Dictionary[String, bool] = {}


func _ready() -> void:
	(%Who as Button).pressed.connect(_choose_visibility)
	(%Delete as Button).pressed.connect(_delete)
	(%End as Button).pressed.connect(end)


## Selects or deselects a card; the first one opens the bar.
func toggle(face: CardFace) -> void:
	if face.is_ghost():
		return
	if not chosen.erase(face.id):
		chosen[face.id] = true
	_show()


## Ends the selection; returns whether there was one.
func end() -> bool:
	var was_open: bool = visible
	chosen.clear()
	_show()
	return was_open


func _show() -> void:
	visible = not chosen.is_empty()
	(%Count as Label).text = tr("%d selected") % chosen.size()
	changed.emit()


func _choose_visibility() -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(self).open(list)
	list.show_choices("Who may see them", WORDS, -1)
	list.chosen.connect(_on_visibility_chosen)


func _on_visibility_chosen(index: int) -> void:
	Layers.of(self).close()
	var visibility: String = VISIBILITIES[index]
	_run(
		func(id: String) -> ApiResult:
			return await dex.update_entry(id, EntryPatchRequest.new().set_visibility(visibility)),
		"%d could not be changed."
	)


func _delete() -> void:
	var question: String = tr_n("Delete %d card?", "Delete %d cards?", chosen.size()) % chosen.size()
	if await Layers.of(self).confirm(question, "Their photos and notes go for good.", "Delete", "Keep them", true):
		_run(dex.delete_entry, "%d could not be deleted.")


func _run(change: Callable, complaint: String) -> void:
	var ids: Array = chosen.keys()
	var failed: int = 0
	for index: int in ids.size():
		(%Count as Label).text = tr("%d of %d") % [index + 1, ids.size()]
		var result: ApiResult = await change.call(ids[index])
		failed += int(not result.is_ok() and not result.problem.is_unanswered())
	if not is_inside_tree():
		return
	if failed:
		Layers.of(self).toast(tr(complaint) % failed)
	end()
