class_name Picture
extends RefCounted
## The URLs of an entry's picture.
## Generated from the OpenAPI document by scripts/generate_client_models.py.

var id: String
var dex_compatible_url: String
var display_url: String
var thumbnail_url: String
var original_url: String


static func from_json(json: Dictionary) -> Picture:
	var result := Picture.new()
	result.read(json)
	return result


func read(json: Dictionary) -> void:
	id = Model.text(json.get("id"))
	dex_compatible_url = Model.text(json.get("dex_compatible_url"))
	display_url = Model.text(json.get("display_url"))
	thumbnail_url = Model.text(json.get("thumbnail_url"))
	original_url = Model.text(json.get("original_url"))
