class_name RevealStage
extends PanelContainer
## The stage on which a card turns up: rosette, card, seal.

const LIFT := 0.4
const RISE := 0.3
const STAMP := 0.2
const RISE_FROM := 16.0
const TURN := 20.0
const WIDTH := 256.0
const WIDTH_WIDE := 352.0
const NARROWEST := 140.0
## Space above the card, and below it.
const AIR := 12.0
## So much of the stage lies under a phone's sheet.
const COVERED := 22.0

@onready var _card: CardView = %Card


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit()


func _ready() -> void:
	(%Centre as Control).resized.connect(_fit_card)
	_card.resized.connect(func() -> void: (%Holder as Control).custom_minimum_size.y = _card.size.y)
	_fit()


## Shows a card, and the seal of what it means: none for an animal that one has met before.
func show_card(face: CardFace, kind: Reveal.Kind) -> void:
	_card.show_face(face)
	var seal: SealView = %Seal
	seal.visible = kind in [Reveal.Kind.DISCOVERY, Reveal.Kind.NEW]
	seal.look = BadgeLook.of("discovery-1" if kind == Reveal.Kind.DISCOVERY else "class-10-%s" % face.animal_class)
	if kind == Reveal.Kind.DISCOVERY:
		seal.look.metal = &"gold"


func show_face(face: CardFace) -> void:
	_card.show_face(face)


## The hatching lifts, the card rises, the rosette turns, the seal stamps.
func play() -> void:
	if Moves.is_reduced():
		Moves.enter(self, Vector2.ZERO)
		return
	var picture: PictureView = _card.get_node(^"%Picture")
	var seal: SealView = %Seal
	seal.pivot_offset = seal.size / 2.0
	seal.modulate.a = 0.0
	var tween: Tween = create_tween().set_trans(Tween.TRANS_QUART).set_ease(Tween.EASE_OUT)
	tween.tween_property(picture, ^"cut", 1.0, LIFT).from(0.0)
	tween.parallel().tween_property(%Rosette, ^"rotation", deg_to_rad(TURN), LIFT + RISE).from(0.0)
	tween.tween_property(%Holder, ^"position:y", (%Holder as Control).position.y, RISE).from(
		(%Holder as Control).position.y + RISE_FROM
	)
	tween.tween_property(seal, ^"modulate:a", 1.0, STAMP)
	tween.parallel().tween_property(seal, ^"scale", Vector2.ONE, STAMP).from(Vector2.ONE * 1.25).set_trans(
		Tween.TRANS_BACK
	)


func _fit() -> void:
	var is_wide: bool = Look.is_wide(self)
	(%Centre as Control).offset_bottom = 0.0 if is_wide else -COVERED
	((%Card as CardView).get_node(^"%Picture") as PictureView).ratio = _ratio()
	var rosette: Control = %Rosette
	var side: float = 860.0 if is_wide else 560.0
	rosette.offset_left = -side / 2.0
	rosette.offset_right = side / 2.0
	rosette.offset_top = -side / 2.0
	rosette.offset_bottom = side / 2.0
	rosette.pivot_offset = Vector2.ONE * side / 2.0
	_fit_card()


## How high the stage is at least, so that its smallest card is whole.
func least_height() -> float:
	var text_scale: float = Look.text_scale(self)
	var covered: float = -(%Centre as Control).offset_bottom
	return (NARROWEST * text_scale - CardView.PADDING) / _ratio() + _around(text_scale) + covered


## The whole card is in sight, however much of the screen the panel takes.
func _fit_card() -> void:
	var text_scale: float = Look.text_scale(self)
	var room: float = (%Centre as Control).size.y - _around(text_scale)
	var widest: float = WIDTH_WIDE if Look.is_wide(self) else WIDTH
	(%Holder as Control).custom_minimum_size.x = clampf(
		room * _ratio() + CardView.PADDING, NARROWEST * text_scale, widest
	)


## What of the stage's height is not the card's picture.
func _around(text_scale: float) -> float:
	return 2.0 * AIR + CardView.reveal_rest(text_scale)


## The picture's, width by height.
func _ratio() -> float:
	return 1.0 if Look.is_wide(self) else 1.0 / 0.94
