class_name BytesPhoto
extends Photo
## A photograph whose bytes are in memory: from a file of this machine, or kept for later.

const CONTENT_TYPES: Dictionary[String, String] = {
	"avif": "image/avif",
	"bmp": "image/bmp",
	"gif": "image/gif",
	"heic": "image/heic",
	"heif": "image/heif",
	"jpeg": "image/jpeg",
	"jpg": "image/jpeg",
	"png": "image/png",
	"tif": "image/tiff",
	"tiff": "image/tiff",
	"webp": "image/webp",
}

var _bytes: PackedByteArray


static func from_file(path: String) -> BytesPhoto:
	var content: PackedByteArray = FileAccess.get_file_as_bytes(path)
	return BytesPhoto.of(content, path.get_file(), type_of(path, ""))


## What kind of file it is, as it says or as its name ends: browsers know no HEIC.
static func type_of(name: String, said: String) -> String:
	if said:
		return said
	return CONTENT_TYPES.get(name.get_extension().to_lower(), "application/octet-stream")


static func of(content: PackedByteArray, name: String, type: String) -> BytesPhoto:
	var result := BytesPhoto.new()
	result._bytes = content
	result.filename = name
	result.content_type = type
	result.size = content.size()
	return result


func load_preview() -> void:
	var image: Image = PictureDecoder.decode(_bytes)
	if image == null:
		return
	var longest: int = maxi(image.get_width(), image.get_height())
	if longest > PREVIEW_PIXELS:
		var scale: float = float(PREVIEW_PIXELS) / longest
		image.resize(roundi(image.get_width() * scale), roundi(image.get_height() * scale))
	preview = ImageTexture.create_from_image(image)


func sha256() -> String:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(_bytes)
	return hashing.finish().hex_encode()


func bytes() -> PackedByteArray:
	return _bytes


func send_to(target: Upload, transport: Transport, progress: Callable, stop: Cancellation) -> HttpResponse:
	var headers: PackedStringArray = []
	for name: String in target.headers:
		headers.append("%s: %s" % [name, target.headers[name]])
	var response: HttpResponse = await transport.send(
		HTTPClient.METHOD_PUT, target.url, headers, _bytes, UPLOAD_SECONDS, stop
	)
	if response.is_success():
		progress.call(size)
	return response
