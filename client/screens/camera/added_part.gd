extends CameraPart
## It is in the dex.


func _ready() -> void:
	(%SeeIt as Button).pressed.connect(_see_it)
	(%Another as Button).pressed.connect(func() -> void: flow.another_photo())


func refresh() -> void:
	(%Headline as Label).text = headline(flow.added)
	(%SeeIt as Control).visible = not flow.added.is_empty()


static func headline(added: Array[Entry]) -> String:
	if added.is_empty():
		return "Added. It is sent when you are online."
	if added.size() > 1:
		return TranslationServer.translate("%d animals are in your dex.") % added.size()
	var number: int = added[0].animal.creation_index
	return TranslationServer.translate("№ %03d is in your dex.") % number if number > 0 else "It is in your dex."


func _see_it() -> void:
	var id: String = flow.added[0].id
	flow.another_photo()
	Navigation.go(&"card", {"entry_id": id})
