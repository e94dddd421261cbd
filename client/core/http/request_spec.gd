class_name RequestSpec
extends RefCounted
## A request to the API that has not been sent yet.

const TIMEOUT_SECONDS := 20.0

var method: HTTPClient.Method
var path: String
var query: Dictionary = {}
## null for none.
var body: RequestBody
var headers: Dictionary[String, String] = {}
var needs_sign_in: bool = true
var timeout: float = TIMEOUT_SECONDS
var cancellation := Cancellation.new()

var _is_idempotent: bool = false


static func to(http_method: HTTPClient.Method, api_path: String) -> RequestSpec:
	var result := RequestSpec.new()
	result.method = http_method
	result.path = api_path
	return result


static func read(api_path: String, parameters: Dictionary = {}) -> RequestSpec:
	var result := RequestSpec.to(HTTPClient.METHOD_GET, api_path)
	result.query = parameters
	return result


static func post(api_path: String, request_body: RequestBody = null) -> RequestSpec:
	var result := RequestSpec.to(HTTPClient.METHOD_POST, api_path)
	result.body = request_body
	return result


static func patch(api_path: String, request_body: RequestBody) -> RequestSpec:
	var result := RequestSpec.to(HTTPClient.METHOD_PATCH, api_path)
	result.body = request_body
	return result


static func delete(api_path: String) -> RequestSpec:
	return RequestSpec.to(HTTPClient.METHOD_DELETE, api_path)


func anonymous() -> RequestSpec:
	needs_sign_in = false
	return self


func once(idempotency_key: String) -> RequestSpec:
	headers["Idempotency-Key"] = idempotency_key
	return repeatable()


## Makes the request conditional on a revision.
func of_revision(revision: int) -> RequestSpec:
	headers["If-Match"] = '"%d"' % revision
	return self


## Declares that sending it twice has the same effect as sending it once.
func repeatable() -> RequestSpec:
	_is_idempotent = true
	return self


func cancelled_by(stop: Cancellation) -> RequestSpec:
	cancellation = stop
	return self


func is_repeatable() -> bool:
	return method != HTTPClient.METHOD_POST or _is_idempotent


func url(origin: String) -> String:
	return origin + path + query_text()


## The query, sorted by name, without null values.
func query_text() -> String:
	var pairs: PackedStringArray = []
	var names: Array = query.keys()
	names.sort()
	for name: String in names:
		if query[name] != null:
			pairs.append("%s=%s" % [name.uri_encode(), str(query[name]).uri_encode()])
	return "?" + "&".join(pairs) if pairs else ""
