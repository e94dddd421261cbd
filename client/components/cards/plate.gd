class_name Plate
extends PanelContainer
## A card at its largest: one animal a sheet, signed in its lower corners.

signal picture_tapped
## The picture was swiped: 1 for the next, -1 for the one before.
signal swiped(step: int)

const RATIO := 4.0 / 3.0
const RATIO_WIDE := 540.0 / 378.0
const SWIPE := 48.0

var face: CardFace

var _swiped: float = 0.0

@onready var _picture: PictureView = %Picture


func _ready() -> void:
	_picture.gui_input.connect(_on_picture_input)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready() and face:
		_fit()


func show_face(shown: CardFace) -> void:
	face = shown
	(%Number as Label).text = face.number_text()
	(%Number as Label).theme_type_variation = StringName(face.animal_class + "Number")
	(%ClassWord as Label).text = AnimalClass.PLURALS[face.animal_class]
	(%ClassWord as Label).theme_type_variation = StringName(face.animal_class + "Number")
	(%Mark as Glyph).show_class(face.animal_class)
	(%Line as Hairline).palette = face.animal_class
	(%Name as Label).text = face.first_line()
	(%Scientific as Label).text = face.second_line()
	(%Scientific as Label).visible = face.second_line() != ""
	(%Scientific as Label).theme_type_variation = (
		&"PlateScientific" if face.second_style() == &"CardScientific" else &"PlateTaxon"
	)
	(%Empty as Silhouette).show_class(face.animal_class)
	show_customizations(face.customizations)
	show_texture(face.texture)
	_fit()


func show_texture(texture: Texture2D) -> void:
	_picture.texture = texture
	_picture.focus = face.focus
	(%Empty as Control).visible = texture == null and face.thumbnail_url.is_empty()


func show_customizations(dress: Customizations) -> void:
	var has_dress: bool = dress != null
	_picture.shape = dress.shape if has_dress and dress.shape else CardShape.ROUNDED
	_picture.frame = dress.frame if has_dress and dress.frame else CardFrame.NONE
	(%Backdrop as Backdrop).background = dress.background if has_dress else CardBackground.PLAIN
	(%Caption as Label).text = dress.caption if has_dress else ""
	(%Caption as Label).visible = (%Caption as Label).text != ""
	var stickers: Array[Sticker] = []
	if has_dress:
		stickers = dress.stickers
	(%Stickers as StickerLayer).show_stickers(stickers)


## "1 / 3", where there are several pictures.
func show_place(index: int, count: int) -> void:
	(%Counter as Control).visible = count > 1
	(%CounterText as Label).text = "%d / %d" % [index + 1, count]


## Who photographed an entry, and who named it.
func show_credits(entry: Entry, owner: String) -> void:
	(%Photographer as Label).text = tr("Photographed by %s") % owner if owner else ""
	(%Namer as Label).text = EntryWords.named_by(entry, owner)
	(%Pencil as Control).visible = entry.identified_by == IdentifiedBy.PERSON


## Shows what another plate shows.
func copy_from(other: Plate) -> void:
	show_face(other.face)
	show_texture(other._picture.texture)
	for credit: NodePath in [^"%Photographer", ^"%Namer"]:
		(get_node(credit) as Label).text = (other.get_node(credit) as Label).text
	(%Pencil as Control).visible = (other.get_node(^"%Pencil") as Control).visible


func _fit() -> void:
	var is_wide: bool = Look.is_wide(self)
	theme_type_variation = StringName(face.animal_class + ("WidePlate" if is_wide else "Plate"))
	(%Credits as BoxContainer).vertical = Look.has_large_text(self) and not is_wide
	(%Frame as AspectRatioContainer).ratio = RATIO_WIDE if is_wide else RATIO
	(%Frame as Control).custom_minimum_size.y = (%Frame as Control).size.x / (%Frame as AspectRatioContainer).ratio


func _on_picture_input(event: InputEvent) -> void:
	if event is InputEventMouseMotion and event.button_mask:
		_swiped += event.relative.x
	elif event is InputEventMouseButton and event.pressed:
		_swiped = 0.0
	elif event is InputEventMouseButton and event.button_index == MOUSE_BUTTON_LEFT:
		if absf(_swiped) > SWIPE:
			swiped.emit(-int(signf(_swiped)))
		elif absf(_swiped) < Tap.SLACK:
			picture_tapped.emit()
	elif event.is_action_pressed(&"ui_accept"):
		picture_tapped.emit()
	elif event.is_action_pressed(&"ui_right") or event.is_action_pressed(&"ui_left"):
		swiped.emit(1 if event.is_action_pressed(&"ui_right") else -1)
		accept_event()
