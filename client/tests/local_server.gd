class_name LocalServer
extends Node
## A server on loopback that answers as a test says, also badly: late, partially, not at all.

## The answers by "METHOD /path", each given once, the last one repeatedly.
var answers: Dictionary[String, Array] = {}
## All requests so far: method, path, headers, body.
var requests: Array[Dictionary] = []
var origin: String

var _server := TCPServer.new()
var _peers: Array[Peer] = []


func _init() -> void:
	_server.listen(0, "127.0.0.1")
	origin = "http://127.0.0.1:%d" % _server.get_local_port()


func _exit_tree() -> void:
	_server.stop()


func answer(request: String, status: int, json: Variant = null, headers: PackedStringArray = []) -> void:
	var body: String = "" if json == null else JSON.stringify(json)
	answer_bytes(request, status, body.to_utf8_buffer(), headers)


func answer_bytes(request: String, status: int, body: PackedByteArray, headers: PackedStringArray = []) -> void:
	var lines: PackedStringArray = ["HTTP/1.1 %d X" % status, "Content-Length: %d" % body.size()]
	lines.append_array(headers)
	lines.append("Connection: close")
	_add(request, ("\r\n".join(lines) + "\r\n\r\n").to_utf8_buffer() + body)


func problem(
	request: String, status: int, code: String, headers: PackedStringArray = [], errors: Dictionary = {}
) -> void:
	var document: Dictionary = {"code": code, "status": status, "detail": "As %s says." % code}
	if errors:
		document["errors"] = errors
	answer(request, status, document, headers)


## Closes the connection without an answer.
func hang_up(request: String) -> void:
	_add(request, PackedByteArray())


## Never answers.
func be_silent(request: String) -> void:
	_add(request, null)


## Sends raw bytes.
func answer_raw(request: String, bytes: PackedByteArray) -> void:
	_add(request, bytes)


func count(request: String) -> int:
	return requests.filter(func(one: Dictionary) -> bool: return one["key"] == request).size()


func last(request: String) -> Dictionary:
	var found: Array[Dictionary] = requests.filter(func(one: Dictionary) -> bool: return one["key"] == request)
	return found.back() if found else {}


func _process(_delta: float) -> void:
	while _server.is_connection_available():
		_peers.append(Peer.new(_server.take_connection()))
	for peer: Peer in _peers.duplicate():
		_serve(peer)


func _serve(peer: Peer) -> void:
	if not peer.read():
		return
	_peers.erase(peer)
	var request: Dictionary = peer.request()
	requests.append(request)
	var reply: Variant = _next(request["key"])
	if reply == null:
		_peers.append(Peer.silent(peer))
		return
	peer.write(reply)


func _next(key: String) -> Variant:
	var queue: Array = answers.get(key, [])
	if queue.is_empty():
		return "HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_utf8_buffer()
	return queue.pop_front() if queue.size() > 1 else queue[0]


func _add(request: String, reply: Variant) -> void:
	answers.get_or_add(request, []).append(reply)


class Peer:
	## A connection whose request is read in pieces.

	var _stream: StreamPeerTCP
	var _bytes: PackedByteArray = []
	var _is_silent: bool = false

	func _init(stream: StreamPeerTCP) -> void:
		_stream = stream

	static func silent(peer: Peer) -> Peer:
		peer._is_silent = true
		return peer

	## Tells whether the request is complete.
	func read() -> bool:
		_stream.poll()
		if _is_silent or _stream.get_status() != StreamPeerTCP.STATUS_CONNECTED:
			return false
		var waiting: int = _stream.get_available_bytes()
		if waiting <= 0:
			return false
		_bytes.append_array(_stream.get_data(waiting)[1])
		var end: int = _head_end()
		return end > 0 and _bytes.size() >= end + _header("content-length").to_int()

	func request() -> Dictionary:
		var first: PackedStringArray = _lines()[0].split(" ")
		var headers: Dictionary[String, String] = {}
		for line: String in _lines().slice(1):
			var parts: PackedStringArray = line.split(":", true, 1)
			headers[parts[0].to_lower()] = parts[1].strip_edges()
		return {
			"key": "%s %s" % [first[0], first[1].get_slice("?", 0)],
			"query": first[1].get_slice("?", 1) if "?" in first[1] else "",
			"headers": headers,
			"body": _bytes.slice(_head_end()),
		}

	func write(bytes: PackedByteArray) -> void:
		if bytes:
			_stream.put_data(bytes)
		_stream.disconnect_from_host()

	func _head_end() -> int:
		var at: int = _bytes.get_string_from_ascii().find("\r\n\r\n")
		return at + 4 if at >= 0 else -1

	func _lines() -> PackedStringArray:
		return _bytes.slice(0, _head_end() - 4).get_string_from_utf8().split("\r\n")

	func _header(name: String) -> String:
		for line: String in _lines():
			if line.to_lower().begins_with(name + ":"):
				return line.get_slice(":", 1).strip_edges()
		return ""
