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


func _ready() -> void:
	(%Tap as Tap).tapped.connect(func() -> void: opened.emit(face))
	(%Tap as Tap).held.connect(func() -> void: menu_requested.emit(face))
	_caption.resized.connect(_fit_name)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit_name()


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
	(%Second as Label).text = face.second_line()
	(%Second as Label).theme_type_variation = _second_style()
	(%Second as Label).visible = face.second_line() != ""
	_fit_name()


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


## A name that does not fit on one line takes two smaller ones; the caption stays as high.
func _fit_name() -> void:
	if face == null:
		return
	_caption.custom_minimum_size.y = (
		(REVEAL_CAPTION_HEIGHT if _is_revealed() else CAPTION_HEIGHT) * Look.text_scale(self)
	)
	_name.text = face.first_line()
	_name.theme_type_variation = &"RevealName" if _is_revealed() else face.first_style()
	var is_long: bool = _text_width() > _caption.size.x - 4.0 and _caption.size.x > 0.0
	_name.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART if is_long else TextServer.AUTOWRAP_OFF
	_name.max_lines_visible = 2 if is_long else 1
	if is_long and _name.theme_type_variation == &"CardName":
		_name.theme_type_variation = &"CardNameLong"


func _is_revealed() -> bool:
	return size_name == &"RevealCard"


func _second_style() -> StringName:
	var is_scientific: bool = face.second_style() == &"CardScientific"
	return &"RevealScientific" if _is_revealed() and is_scientific else face.second_style()


func _text_width() -> float:
	var font: Font = _name.get_theme_font(&"font")
	return (
		font.get_string_size(tr(_name.text), HORIZONTAL_ALIGNMENT_LEFT, -1, _name.get_theme_font_size(&"font_size")).x
	)
