extends Screen
## The style of a card: background, shape, frame, stickers and a caption, shown on its plate as it changes.

const MOST_STICKERS := 10
const BACKGROUND_WORDS: PackedStringArray = [
	"Plain", "Forest", "Meadow", "Mountain", "Desert", "Ocean", "River", "Night"
]
const STEP := 0.02
const TURN := 15.0

var _dex: Dex
var _entry: Entry
var _dress := Customizations.new()
var _chosen: int = -1

@onready var _plate: Plate = %Plate


func _ready() -> void:
	(%Save as Button).pressed.connect(_save)
	(%Reset as Button).pressed.connect(_reset)
	(%Shapes as Segmented).chosen.connect(_on_shape_chosen)
	(%Frames as Segmented).chosen.connect(_on_frame_chosen)
	(%CaptionField as Field).edited.connect(_on_caption_edited)
	_plate.get_node(^"%Stickers").connect(&"gui_input", _on_sticker_input)
	_fill_backgrounds()
	_fill_stickers()
	theme_changed.connect(_arrange)
	_arrange()


func open(params: Dictionary[String, String]) -> void:
	_dex = Store.dex
	var entry: Entry = _dex.entry(params["entry_id"])
	if entry == null:
		Navigation.back()
		return
	var face: CardFace = CardFace.of_entry(entry)
	show_entry(entry, face)
	face.texture = await Store.images.get_texture(entry.display_url)
	if is_inside_tree():
		_plate.show_texture(face.texture)


func show_entry(entry: Entry, face: CardFace) -> void:
	_entry = entry
	_plate.show_face(face)
	_plate.show_credits(entry, Session.user.username if Session.user else "")
	(_plate.get_node(^"%Stickers") as Control).mouse_filter = MOUSE_FILTER_STOP
	(_plate.get_node(^"%Stickers") as Control).focus_mode = FOCUS_ALL
	show_dress(entry.customizations)


func show_dress(dress: Customizations) -> void:
	_dress = Customizations.from_json(dress.to_json()) if dress else _plain()
	(%Shapes as Segmented).show_options(["Square", "Rounded", "Circle", "Hexagon"], CardShape.ALL.find(_dress.shape))
	(%Frames as Segmented).show_options(["None", "Thin", "Wood", "Gold"], CardFrame.ALL.find(_dress.frame))
	(%CaptionField as Field).input.text = _dress.caption
	_show()


static func _plain() -> Customizations:
	var dress := Customizations.new()
	dress.background = CardBackground.PLAIN
	dress.shape = CardShape.ROUNDED
	dress.frame = CardFrame.NONE
	return dress


func _show() -> void:
	_plate.show_customizations(_dress)
	(%CaptionField as Field).show_hint(tr("%d of 80") % _dress.caption.length())
	for index: int in CardBackground.ALL.size():
		(%Backgrounds.get_child(index) as Button).set_pressed_no_signal(CardBackground.ALL[index] == _dress.background)
	(%StickerHint as Label).text = (
		"Drag them. Arrows move, [ and ] turn, Delete takes away." if _dress.stickers else "Up to ten."
	)


func _fill_backgrounds() -> void:
	var group := ButtonGroup.new()
	for index: int in CardBackground.ALL.size():
		var chip := Button.new()
		chip.theme_type_variation = &"Chip"
		chip.text = BACKGROUND_WORDS[index]
		chip.toggle_mode = true
		chip.button_group = group
		chip.custom_minimum_size = Vector2(44, 44)
		chip.pressed.connect(_on_background_chosen.bind(CardBackground.ALL[index]))
		(%Backgrounds as Container).add_child(chip)


func _fill_stickers() -> void:
	for art: String in StickerArt.ALL:
		var button := Button.new()
		button.theme_type_variation = &"IconButtonBoxed"
		button.icon = StickerLayer.art(art)
		button.accessibility_name = tr("Sticker: %s") % tr(art)
		button.custom_minimum_size = Vector2(48, 48)
		button.pressed.connect(_add_sticker.bind(art))
		(%Art as Container).add_child(button)


func _on_background_chosen(background: String) -> void:
	_dress.background = background
	_show()


func _on_shape_chosen(index: int) -> void:
	_dress.shape = CardShape.ALL[index]
	_show()


func _on_frame_chosen(index: int) -> void:
	_dress.frame = CardFrame.ALL[index]
	_show()


func _on_caption_edited(text: String) -> void:
	_dress.caption = text
	_show()


func _add_sticker(art: String) -> void:
	if _dress.stickers.size() == MOST_STICKERS:
		Layers.of(self).toast("Ten stickers fit on a card.")
		return
	var sticker := Sticker.new()
	sticker.art = art
	sticker.x = 0.5
	sticker.y = 0.5
	sticker.scale = 1.0
	_dress.stickers.append(sticker)
	_chosen = _dress.stickers.size() - 1
	_show()


func _on_sticker_input(event: InputEvent) -> void:
	var layer: Control = _plate.get_node(^"%Stickers")
	if event is InputEventMouseButton and event.pressed and event.button_index == MOUSE_BUTTON_LEFT:
		_chosen = _nearest(event.position / layer.size)
	elif event is InputEventMouseMotion and event.button_mask and _chosen >= 0:
		_move_chosen(event.relative / layer.size)
	elif event is InputEventKey and event.pressed and _chosen >= 0:
		_on_key(event)


func _on_key(event: InputEventKey) -> void:
	const WAYS: Dictionary[Key, Vector2] = {
		KEY_LEFT: Vector2.LEFT, KEY_RIGHT: Vector2.RIGHT, KEY_UP: Vector2.UP, KEY_DOWN: Vector2.DOWN
	}
	if WAYS.has(event.keycode):
		_move_chosen(WAYS[event.keycode] * STEP)
	elif event.keycode in [KEY_BRACKETLEFT, KEY_BRACKETRIGHT]:
		var way: float = -1.0 if event.keycode == KEY_BRACKETLEFT else 1.0
		_dress.stickers[_chosen].degrees = wrapf(_dress.stickers[_chosen].degrees + TURN * way, -180.0, 180.0)
	elif event.keycode == KEY_DELETE:
		_dress.stickers.remove_at(_chosen)
		_chosen = -1
	else:
		return
	_show()
	get_viewport().set_input_as_handled()


func _nearest(at: Vector2) -> int:
	for index: int in range(_dress.stickers.size() - 1, -1, -1):
		if Vector2(_dress.stickers[index].x, _dress.stickers[index].y).distance_to(at) < 0.14:
			return index
	return -1


func _move_chosen(by: Vector2) -> void:
	var sticker: Sticker = _dress.stickers[_chosen]
	sticker.x = clampf(sticker.x + by.x, 0.0, 1.0)
	sticker.y = clampf(sticker.y + by.y, 0.0, 1.0)
	_show()


func _reset() -> void:
	show_dress(_entry.customizations)


func _save() -> void:
	var layers: Layers = Layers.of(self)
	var result: ApiResult = await _dex.update_entry(_entry.id, EntryPatchRequest.new().set_customizations(_dress))
	if result.is_ok() or result.problem.is_unanswered():
		Navigation.back()
	else:
		layers.toast(result.problem.sentence())


func _arrange() -> void:
	(%Halves as BoxContainer).vertical = not Look.is_wide(self)
