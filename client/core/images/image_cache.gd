class_name ImageCache
extends Node
## Pictures by URL: from memory, from this device, from the API. At most one is decoded per frame.

## Something could not be stored because the device is full.
signal device_full

const FOLDER := "user://dex_cache"
const DISK_BYTES := 150 * 1000 * 1000
const MEMORY_PIXELS := 40 * 1000 * 1000

var api: ApiClient
var disk := DiskCache.new(FOLDER, DISK_BYTES)

var _memory := TextureMemory.new(MEMORY_PIXELS)
var _loads: Dictionary[String, PictureLoad] = {}
var _encoded: Array[PictureLoad] = []


## The picture as a texture; null if it is unavailable now. Simultaneous requests for one URL
## share a load.
func get_texture(url: String) -> Texture2D:
	var texture: Texture2D = in_memory(url)
	if texture or url.is_empty():
		return texture
	if not _loads.has(url):
		_loads[url] = PictureLoad.new(url)
		_fetch.call_deferred(_loads[url])  # it may end at once, before anybody waits for it
	return await _loads[url].finished


## The texture if it can be shown in this frame, else null.
func in_memory(url: String) -> Texture2D:
	return _memory.find(url)


## The size of all pictures on this device in bytes.
func size_on_device() -> int:
	return disk.size()


## Deletes pictures from memory and from this device.
func forget(urls: Array[String]) -> void:
	for url: String in urls:
		if _loads.has(url):
			_loads[url].cancellation.cancel()
		_memory.forget(url)
		disk.remove(url)


func clear() -> void:
	for load: PictureLoad in _loads.values():
		load.cancellation.cancel()
	_memory.clear()
	disk.clear()


func _process(_delta: float) -> void:
	if _encoded.is_empty():
		return
	var next: PictureLoad = _encoded.pop_front()
	_finish(next, PictureDecoder.decode(next.bytes))


func _fetch(load: PictureLoad) -> void:
	load.bytes = disk.read(load.url)
	if load.bytes.is_empty():
		var result: ApiResult = await api.http.send(RequestSpec.read(load.url).cancelled_by(load.cancellation))
		load.bytes = result.response.body if result.is_ok() else PackedByteArray()
		if load.bytes and not disk.write(load.url, load.bytes):
			device_full.emit()
	if load.bytes.is_empty():
		_finish(load, null)
	else:
		_encoded.append(load)


func _finish(load: PictureLoad, image: Image) -> void:
	var texture: Texture2D = null
	if image:
		texture = ImageTexture.create_from_image(image)
		_memory.keep(load.url, texture)
	_loads.erase(load.url)
	load.finished.emit(texture)


class PictureLoad:
	## A picture that is being loaded.

	signal finished(texture: Texture2D)

	var url: String
	var bytes: PackedByteArray
	var cancellation := Cancellation.new()

	func _init(from: String) -> void:
		url = from
