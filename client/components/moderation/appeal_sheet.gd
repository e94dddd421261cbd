class_name AppealSheet
extends VBoxContainer
## An appeal against a decision of the moderators.

const LONGEST := 1000

var _entry_id: String

@onready var _words: TextEdit = %Words
@onready var _send: Button = %Send


func _ready() -> void:
	_words.text_changed.connect(_on_words_changed)
	_send.pressed.connect(_on_send_pressed)
	_on_words_changed()


## Appeals against the hiding of an entry; without an entry, against the decision about the account.
func open(entry_id: String) -> void:
	_entry_id = entry_id


func _on_words_changed() -> void:
	var length: int = _words.text.length()
	(%Length as Label).text = tr("%d of %d") % [length, LONGEST]
	_send.disabled = length > LONGEST or _words.text.strip_edges().is_empty()


func _on_send_pressed() -> void:
	_send.disabled = true
	var layers: Layers = Layers.of(self)
	var result: ApiResult = await Api.social.appeal(_words.text, _entry_id)
	if result.is_ok():
		layers.close()
		layers.toast("Sent. Moderators will look at it again.")
		return
	layers.toast(result.problem.sentence())
	if is_inside_tree():
		_on_words_changed()
