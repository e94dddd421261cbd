class_name PictureDecoder
## Decodes a picture by its first bytes, whatever its name.


## null unless it is an intact JPEG, PNG, WebP or BMP.
static func decode(bytes: PackedByteArray) -> Image:
	var image := Image.new()
	var error: Error = ERR_FILE_UNRECOGNIZED
	match kind(bytes):
		"jpeg":
			error = image.load_jpg_from_buffer(bytes)
		"png":
			error = image.load_png_from_buffer(bytes)
		"webp":
			error = image.load_webp_from_buffer(bytes)
		"bmp":
			error = image.load_bmp_from_buffer(bytes)
	return image if error == OK and not image.is_empty() else null


## "jpeg", "png", "webp", "bmp", or "" for formats that the engine cannot decode.
static func kind(bytes: PackedByteArray) -> String:
	if bytes.size() < 16:
		return ""
	if bytes[0] == 0xFF and bytes[1] == 0xD8:
		return "jpeg"
	if bytes.slice(1, 4) == "PNG".to_ascii_buffer():
		return "png"
	if bytes.slice(8, 12) == "WEBP".to_ascii_buffer():
		return "webp"
	return "bmp" if bytes.slice(0, 2) == "BM".to_ascii_buffer() else ""
