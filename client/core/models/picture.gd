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
	id = json["id"] if json.get("id") is String else ""
	dex_compatible_url = json["dex_compatible_url"] if json.get("dex_compatible_url") is String else ""
	display_url = json["display_url"] if json.get("display_url") is String else ""
	thumbnail_url = json["thumbnail_url"] if json.get("thumbnail_url") is String else ""
	original_url = json["original_url"] if json.get("original_url") is String else ""
