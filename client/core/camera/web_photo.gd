class_name WebPhoto
extends Photo
## A photograph that the browser holds: only a small preview of it comes into the engine's memory.

var _page: JavaScriptObject
var _handle: int


func _init(page: JavaScriptObject, handle: int) -> void:
	_page = page
	_handle = handle


func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE:
		_page.forgetFile(_handle)


func load_preview() -> void:
	var answer := PageAnswer.new()
	_page.preview(_handle, PREVIEW_PIXELS, answer.callback)
	var buffer: Variant = await answer.arrived
	if buffer == null:
		return
	var image: Image = PictureDecoder.decode(JavaScriptBridge.js_buffer_to_packed_byte_array(buffer))
	if image:
		preview = ImageTexture.create_from_image(image)


func load_facts() -> void:
	var answer := PageAnswer.new()
	_page.facts(_handle, answer.callback)
	take_facts(Model.dictionary(JSON.parse_string(str(await answer.arrived))))


func sha256() -> String:
	var answer := PageAnswer.new()
	_page.sha256(_handle, answer.callback)
	return str(await answer.arrived)


func bytes() -> PackedByteArray:
	var answer := PageAnswer.new()
	_page.read(_handle, answer.callback)
	return JavaScriptBridge.js_buffer_to_packed_byte_array(await answer.arrived)


func send_to(target: Upload, _transport: Transport, progress: Callable, stop: Cancellation) -> HttpResponse:
	var exchange := WebUpload.new(progress)
	stop.requested.connect(exchange.cancel, CONNECT_ONE_SHOT)
	exchange.start(_page, _handle, target)
	return await exchange.ended


class PageAnswer:
	## The first argument of a callback that the page calls once.

	signal arrived(value: Variant)

	var callback: JavaScriptObject = JavaScriptBridge.create_callback(_on_called)

	func _on_called(arguments: Array) -> void:
		arrived.emit(arguments[0])


class WebUpload:
	## An XMLHttpRequest of the page; its callbacks live as long as this object.

	signal ended(response: HttpResponse)

	var _request: JavaScriptObject
	var _on_progress: JavaScriptObject
	var _on_end: JavaScriptObject = JavaScriptBridge.create_callback(_on_ended)

	func _init(progress: Callable) -> void:
		_on_progress = JavaScriptBridge.create_callback(
			func(arguments: Array) -> void: progress.call(int(arguments[0]))
		)

	func start(page: JavaScriptObject, handle: int, target: Upload) -> void:
		var headers: String = JSON.stringify(target.headers)
		_request = page.upload(handle, target.url, headers, _on_progress, _on_end)

	func cancel() -> void:
		_request.abort()

	func _on_ended(arguments: Array) -> void:
		var response: HttpResponse = HttpResponse.failed(str(arguments[1]))
		response.status = int(arguments[0])
		ended.emit(response)
