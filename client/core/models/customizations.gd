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
	background = json["background"] if json.get("background") is String else ""
	shape = json["shape"] if json.get("shape") is String else ""
	frame = json["frame"] if json.get("frame") is String else ""
	stickers.assign(Model.objects(json.get("stickers"), Sticker.from_json))
	caption = json["caption"] if json.get("caption") is String else ""


func to_json() -> Dictionary:
	return {
		"background": background,
		"shape": shape,
		"frame": frame,
		"stickers": Model.to_documents(stickers),
		"caption": caption if caption != "" else null,
	}
