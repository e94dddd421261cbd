class_name RedListNote
extends PanelContainer
## How threatened an animal is, where that is told.


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit()


func _ready() -> void:
	_fit()


func show_category(category: String) -> void:
	visible = RedList.TAGS.has(category)
	(%Tag as RedListTag).show_category(category)
	var word: String = RedList.word(category)
	(%Word as Label).text = word.left(1).to_upper() + word.substr(1) + "."
	(%Text as Label).visible = category in CardFace.THREATENED


func _fit() -> void:
	(%Words as BoxContainer).vertical = Look.has_large_text(self)
