class_name GhostCard
extends MarginContainer
## The card of an animal that has not been seen yet.

signal opened(face: CardFace)

var face: CardFace


func _ready() -> void:
	(%Tap as Tap).tapped.connect(func() -> void: opened.emit(face))
	_fit()


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		_fit()


func show_face(shown: CardFace) -> void:
	face = shown
	(%Number as Label).text = face.number_text()
	(%Number as Label).theme_type_variation = StringName(face.animal_class + "Number")
	(%Mark as Glyph).show_class(face.animal_class)
	(%Silhouette as Silhouette).show_class(face.animal_class)
	(%Name as Label).text = face.first_line()
	(%Second as Label).text = face.second_line()
	accessibility_name = tr("Number %d, %s, not seen yet. %s") % [face.number, tr(face.first_line()), face.seen_by]


func _fit() -> void:
	(%Caption as Control).custom_minimum_size.y = CardView.CAPTION_HEIGHT * Look.text_scale(self)
