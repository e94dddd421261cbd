class_name FakePhoto
extends Photo
## A photograph that is only shown.


func _init(texture: Texture2D) -> void:
	preview = texture
	filename = "lemur.jpg"
	content_type = "image/jpeg"
	size = 2100000


func load_preview() -> void:
	pass


func sha256() -> String:
	return ""


func bytes() -> PackedByteArray:
	return []


func send_to(_target: Upload, _transport: Transport, _progress: Callable, _stop: Cancellation) -> HttpResponse:
	return HttpResponse.new()
