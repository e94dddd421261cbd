class_name ModerationNote
extends PanelContainer
## A note that moderators have hidden something of yours, with the reason and a link to the appeal.

const APPEAL := preload("res://components/moderation/appeal_sheet.tscn")

var _entry_id: String


func _ready() -> void:
	(%Appeal as Button).pressed.connect(_appeal)


## Shows why moderators hide an entry, or, without an entry, the account; hidden if they do not.
func show_hidden(sentence: String, why: Hidden, entry_id: String = "") -> void:
	visible = why != null
	_entry_id = entry_id
	(%Sentence as Label).text = sentence
	(%Reason as Label).text = why.reason if why else ""


func _appeal() -> void:
	var sheet: AppealSheet = APPEAL.instantiate()
	Layers.of(self).open(sheet)
	sheet.open(_entry_id)
