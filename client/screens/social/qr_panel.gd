class_name QrPanel
extends PanelContainer
## A QR code, Prussian on white in both themes: readers need dark modules on a light ground.

var _texture: Texture2D


func _init() -> void:
	texture_filter = TEXTURE_FILTER_NEAREST


func _draw() -> void:
	if _texture:
		draw_texture_rect(_texture, Rect2(Vector2.ZERO, size).grow(-2.0), false)


## Shows the code of a text; hidden if the text is too long for one.
func show_text(text: String) -> void:
	var code: QrCode = QrCode.of(text)
	_texture = ImageTexture.create_from_image(code.image(Look.colour(self, &"stage"))) if code else null
	visible = code != null
	queue_redraw()
