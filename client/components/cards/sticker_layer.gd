class_name StickerLayer
extends Control
## The stickers on a card's picture, where fractions of its size say.

const SIDE := 44.0
const TONES: Dictionary[String, Color] = {
	StickerArt.PAW: Color("#7c4b29"),
	StickerArt.LEAF: Color("#3b7750"),
	StickerArt.STAR: Color("#f0b429"),
	StickerArt.HEART: Color("#b3261e"),
	StickerArt.SUN: Color("#f0b429"),
	StickerArt.MOON: Color("#eef5fa"),
	StickerArt.FEATHER: Color("#2e72c6"),
	StickerArt.SHELL: Color("#f197b1"),
}

var _stickers: Array[Sticker] = []


func _init() -> void:
	resized.connect(_place)


func show_stickers(stickers: Array[Sticker]) -> void:
	_stickers = stickers
	for old: Node in get_children():
		remove_child(old)
		old.queue_free()
	for sticker: Sticker in stickers:
		add_child(_drawing(sticker))
	_place()


static func art(name: String) -> Texture2D:
	return load("res://art/stickers/%s.svg" % name)


func _drawing(sticker: Sticker) -> TextureRect:
	var drawing := TextureRect.new()
	drawing.texture = art(sticker.art)
	drawing.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
	drawing.size = Vector2.ONE * SIDE
	drawing.pivot_offset = drawing.size / 2.0
	drawing.self_modulate = TONES[sticker.art]
	drawing.mouse_filter = MOUSE_FILTER_IGNORE
	return drawing


func _place() -> void:
	for index: int in get_child_count():
		var drawing: TextureRect = get_child(index)
		drawing.position = Vector2(_stickers[index].x, _stickers[index].y) * size - drawing.size / 2.0
		drawing.scale = Vector2.ONE * _stickers[index].scale
		drawing.rotation_degrees = _stickers[index].degrees
