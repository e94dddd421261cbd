class_name CardView
extends PanelContainer
## A card: one animal a plate, its number at the top, its name under the picture.

signal opened(face: CardFace)
signal menu_requested(face: CardFace)
signal favorite_toggled(face: CardFace)

const CAPTION_HEIGHT := 61.0
const REVEAL_CAPTION_HEIGHT := 77.0
const HEAD_HEIGHT := 20.0
## What of its height is neither picture nor text.
const EDGES := 25.0
const PADDING := 18.0

@export var size_name: StringName = &"Card"

var face: CardFace

@onready var _caption: VBoxContainer = %Caption
@onready var _name: Label = %Name
@onready var _second: Label = %Second


func _ready() -> void:
	(%Tap as Tap).tapped.connect(func() -> void: opened.emit(face))
	(%Tap as Tap).held.connect(func() -> void: menu_requested.emit(face))
	_caption.resized.connect(_fit_caption)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit_caption()


func _gui_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"toggle_favorite") and not face.is_ghost():
		favorite_toggled.emit(face)


## How high a card is that is so wide.
static func height_for(width: float, text_scale: float) -> float:
	return ceilf(width - PADDING + EDGES + (HEAD_HEIGHT + CAPTION_HEIGHT) * text_scale)


## How much of a revealed card's height is not its picture.
static func reveal_rest(text_scale: float) -> float:
	return EDGES + (HEAD_HEIGHT + REVEAL_CAPTION_HEIGHT) * text_scale


func show_face(shown: CardFace) -> void:
	face = shown
	theme_type_variation = StringName(face.animal_class + size_name)
	accessibility_name = face.spoken()
	_show_head()
	_show_picture()
	_name.text = face.first_line()
	_second.text = face.second_line()
	_second.visible = face.second_line() != ""
	_fit_caption()


## Shows whether it is one of those that are selected.
func show_selected(is_selected: bool) -> void:
	(%Selected as Control).visible = is_selected


func show_texture(texture: Texture2D) -> void:
	(%Picture as PictureView).texture = texture
	(%Empty as Silhouette).visible = texture == null and face.thumbnail_url.is_empty()


func _show_head() -> void:
	(%Number as Label).text = face.number_text()
	(%Number as Label).theme_type_variation = StringName(face.animal_class + "Number")
	(%Mark as Glyph).show_class(face.animal_class)
	(%Lock as Glyph).visible = face.is_private
	(%Waiting as Glyph).visible = face.is_waiting
	(%Tag as RedListTag).show_category(face.tag())


func _show_picture() -> void:
	var picture: PictureView = %Picture
	picture.focus = face.focus
	if face.customizations:
		picture.shape = face.customizations.shape
		picture.frame = face.customizations.frame
	(%Favorite as Control).visible = face.is_favorite
	(%New as Control).visible = face.is_new
	(%Empty as Silhouette).show_class(face.animal_class)
	show_texture(face.texture)


## What does not fit on one line takes two; the caption stays as high. So only a revealed card has room for two names
## of two lines each, and in smaller letters.
func _fit_caption() -> void:
	if face == null:
		return
	var is_revealed: bool = size_name == &"RevealCard"
	var height: float = REVEAL_CAPTION_HEIGHT if is_revealed else CAPTION_HEIGHT
	_caption.custom_minimum_size.y = height * Look.text_scale(self)
	_style_caption(is_revealed)
	if is_revealed and _is_too_long(_name) and _is_too_long(_second):
		_style_caption(false)
	var is_long: bool = _is_too_long(_name)
	_show_lines(_name, 2 if is_long else 1)
	_show_lines(_second, 2 if _is_too_long(_second) and (is_revealed or not is_long) else 1)
	if is_long and _name.theme_type_variation == &"CardName":
		_name.theme_type_variation = &"CardNameLong"


func _style_caption(is_large: bool) -> void:
	var is_scientific: bool = face.second_style() == &"CardScientific"
	_name.theme_type_variation = &"RevealName" if is_large else face.first_style()
	_second.theme_type_variation = &"RevealScientific" if is_large and is_scientific else face.second_style()


func _is_too_long(label: Label) -> bool:
	var font: Font = label.get_theme_font(&"font")
	var size_of_text: Vector2 = font.get_string_size(
		label.text, HORIZONTAL_ALIGNMENT_LEFT, -1, label.get_theme_font_size(&"font_size")
	)
	return _caption.size.x > 0.0 and size_of_text.x > _caption.size.x - 4.0


func _show_lines(label: Label, count: int) -> void:
	label.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART if count > 1 else TextServer.AUTOWRAP_OFF
	label.max_lines_visible = count
