class_name Customizations
extends RefCounted
## The customizations of a card.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var background: String
var shape: String
var frame: String
var stickers: Array[Sticker]
var caption: String


static func from_json(json: Dictionary) -> Customizations:
	var result := Customizations.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	background = Model.text(json.get("background"))
	shape = Model.text(json.get("shape"))
	frame = Model.text(json.get("frame"))
	stickers.assign(Model.objects(json.get("stickers"), Sticker.from_json))
	caption = Model.text(json.get("caption"))


func to_json() -> Dictionary:
	return {
		"background": background,
		"shape": shape,
		"frame": frame,
		"stickers": Model.to_documents(stickers),
		"caption": caption if caption != "" else null,
	}
