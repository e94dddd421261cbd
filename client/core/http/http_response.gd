class_name HttpResponse
extends RefCounted
## A server's response, or the problem that prevented one.

var status: int
var headers: Dictionary[String, String] = {}
var body: PackedByteArray = []
## OFFLINE, TIMED_OUT or CANCELLED; empty if there is a response.
var failure: String

var _json: Variant
var _is_parsed: bool = false


static func failed(why: String) -> HttpResponse:
	var result := HttpResponse.new()
	result.failure = why
	return result


static func answered(code: int, lines: PackedStringArray, content: PackedByteArray) -> HttpResponse:
	var result := HttpResponse.new()
	result.status = code
	result.body = content
	for line: String in lines:
		var parts: PackedStringArray = line.split(":", true, 1)
		if parts.size() == 2:
			result.headers[parts[0].strip_edges().to_lower()] = parts[1].strip_edges()
	return result


func header(name: String) -> String:
	return headers.get(name, "")


func is_success() -> bool:
	return failure.is_empty() and status >= 200 and status < 300


## The body as JSON; null if it is not JSON.
func json() -> Variant:
	if not _is_parsed:
		_is_parsed = true
		var parser := JSON.new()
		_json = parser.data if parser.parse(body.get_string_from_utf8()) == OK else null
	return _json


## The body as a JSON object; empty if it is not one.
func json_object() -> Dictionary:
	return Model.dictionary(json())
