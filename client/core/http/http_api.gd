class_name HttpApi
extends RefCounted
## The only way to the API: signs requests, refreshes tokens silently, repeats what may be repeated, and
## turns every response into a value or a problem.

## The API refused something because the account is suspended.
signal suspended

var origin: String
var credentials: Credentials
var connectivity := Connectivity.new()

var _transport: Transport
var _pending: Array[Cancellation] = []


func _init(transport: Transport, api_origin: String, keeper: Credentials) -> void:
	_transport = transport
	origin = api_origin
	credentials = keeper


## Sends a request; `decode` converts the JSON object of the response.
func send(spec: RequestSpec, decode: Callable = Callable()) -> ApiResult:
	_pending.append(spec.cancellation)
	var response: HttpResponse = await _send_signed(spec)
	_pending.erase(spec.cancellation)
	return _result(response, decode)


## Sends a photograph to its signed URL, without the person's token.
func upload(target: Upload, photo: Photo, progress: Callable, stop: Cancellation) -> ApiResult:
	_pending.append(stop)
	var response: HttpResponse = await photo.send_to(target, _transport, progress, stop)
	_pending.erase(stop)
	_note_connection(response)
	var result: ApiResult = _result(response, Callable())
	if result.problem and response.failure.is_empty():
		result.problem.code = Problem.UPLOAD_REFUSED
	return result


func cancel_all() -> void:
	for cancellation: Cancellation in _pending.duplicate():
		cancellation.cancel()


func _send_signed(spec: RequestSpec) -> HttpResponse:
	if not spec.needs_sign_in:
		return await _send_repeatedly(spec, "")
	var token: String = await credentials.token()
	if token.is_empty():
		return credentials.refusal()
	var response: HttpResponse = await _send_repeatedly(spec, token)
	if response.status != HTTPClient.RESPONSE_UNAUTHORIZED:
		return response
	var fresh: String = await credentials.renew(token)
	return await _send_repeatedly(spec, fresh) if fresh else credentials.refusal()


func _send_repeatedly(spec: RequestSpec, token: String) -> HttpResponse:
	var attempt: int = 1
	var response: HttpResponse = await _send_once(spec, token)
	while Backoff.may_repeat(spec, response, attempt):
		await _wait(Backoff.seconds(attempt, response, randf()), spec.cancellation)
		attempt += 1
		response = await _send_once(spec, token)
	_note_connection(response)
	return response


func _note_connection(response: HttpResponse) -> void:
	if response.failure != Problem.CANCELLED:
		connectivity.note(response.failure.is_empty())


func _send_once(spec: RequestSpec, token: String) -> HttpResponse:
	var headers: PackedStringArray = []
	for name: String in spec.headers:
		headers.append("%s: %s" % [name, spec.headers[name]])
	if token:
		headers.append("Authorization: Bearer " + token)
	var body: PackedByteArray = []
	if spec.body:
		headers.append("Content-Type: application/json")
		body = JSON.stringify(spec.body.fields).to_utf8_buffer()
	return await _transport.send(spec.method, spec.url(origin), headers, body, spec.timeout, spec.cancellation)


func _wait(seconds: float, cancellation: Cancellation) -> void:
	var pause := Pause.new(_transport.get_tree().create_timer(seconds), cancellation)
	await pause.ended


func _result(response: HttpResponse, decode: Callable) -> ApiResult:
	var result := ApiResult.new()
	result.response = response
	if response.failure:
		result.problem = Problem.of(response.failure)
	elif not response.is_success():
		result.problem = Problem.from_response(response)
		if result.problem.code == ProblemCode.SUSPENDED:
			suspended.emit()
	elif decode.is_valid():
		var json: Variant = response.json()
		if json is Dictionary:
			result.value = decode.call(json)
		else:
			result.problem = Problem.of(Problem.UNREADABLE)
	return result


class Pause:
	## A wait that a cancellation ends.

	signal ended

	func _init(timer: SceneTreeTimer, cancellation: Cancellation) -> void:
		timer.timeout.connect(ended.emit, CONNECT_ONE_SHOT)
		cancellation.requested.connect(ended.emit, CONNECT_ONE_SHOT)
