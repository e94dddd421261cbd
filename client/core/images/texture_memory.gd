class_name TextureMemory
extends RefCounted
## The most recently used textures, up to a number of pixels.

var _textures: Dictionary[String, Texture2D] = {}
var _pixels: int = 0
var _limit: int


func _init(pixels: int) -> void:
	_limit = pixels


## null if it is not in memory.
func find(url: String) -> Texture2D:
	var texture: Texture2D = _textures.get(url)
	if texture:
		_textures.erase(url)
		_textures[url] = texture
	return texture


func keep(url: String, texture: Texture2D) -> void:
	forget(url)
	_textures[url] = texture
	_pixels += _size(texture)
	while _pixels > _limit and _textures.size() > 1:
		forget(_textures.keys()[0])


func forget(url: String) -> void:
	if _textures.has(url):
		_pixels -= _size(_textures[url])
		_textures.erase(url)


func clear() -> void:
	_textures.clear()
	_pixels = 0


static func _size(texture: Texture2D) -> int:
	return texture.get_width() * texture.get_height()
