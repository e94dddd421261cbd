class_name Transport
extends Node
## Sends requests with the engine's HTTP client: a node for each, freed when it has ended.


func send(
	method: HTTPClient.Method,
	url: String,
	headers: PackedStringArray,
	body: PackedByteArray,
	timeout: float,
	cancellation: Cancellation
) -> HttpResponse:
	if cancellation.is_requested:
		return HttpResponse.failed(Problem.CANCELLED)
	var request := HTTPRequest.new()
	request.accept_gzip = not OS.has_feature("web")
	request.timeout = timeout
	request.max_redirects = 0
	add_child(request)
	var exchange := Exchange.new(request, cancellation)
	var error: Error = request.request_raw(url, headers, method, body)
	var response: HttpResponse = HttpResponse.failed(Problem.OFFLINE)
	if error == OK:
		response = await exchange.done()
	request.queue_free()
	return response


class Exchange:
	## A request in progress: it ends with a response, a failure or a cancellation, whichever comes first.

	signal ended

	var _response: HttpResponse
	var _request: HTTPRequest

	func _init(request: HTTPRequest, cancellation: Cancellation) -> void:
		_request = request
		request.request_completed.connect(_on_completed)
		cancellation.requested.connect(_on_cancelled, CONNECT_ONE_SHOT)

	func done() -> HttpResponse:
		if _response == null:
			await ended
		return _response

	func _on_completed(result: int, code: int, headers: PackedStringArray, body: PackedByteArray) -> void:
		match result:
			HTTPRequest.RESULT_SUCCESS:
				_end(HttpResponse.answered(code, headers, body))
			HTTPRequest.RESULT_TIMEOUT:
				_end(HttpResponse.failed(Problem.TIMED_OUT))
			_:
				_end(HttpResponse.failed(Problem.OFFLINE))

	func _on_cancelled() -> void:
		if is_instance_valid(_request):
			_request.cancel_request()
		_end(HttpResponse.failed(Problem.CANCELLED))

	func _end(response: HttpResponse) -> void:
		if _response == null:
			_response = response
			ended.emit()
