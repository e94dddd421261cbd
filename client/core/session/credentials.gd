class_name Credentials
extends RefCounted
## The tokens of the signed-in person. However many callers need a new one at once, one refresh is sent.

signal rejected
signal renewed
signal _settled

## Tokens are refreshed this long before they expire.
const EARLY_SECONDS := 120.0

var refresh_token: String
## Sends a refresh token to the API: `func(refresh_token: String) -> ApiResult` of a `Token`.
var refresh: Callable

var _access_token: String
var _ends_at: float
var _is_renewing: bool = false
var _problem: Problem


func keep(access_token: String, new_refresh_token: String, seconds: int) -> void:
	_access_token = access_token
	refresh_token = new_refresh_token
	_ends_at = Time.get_unix_time_from_system() + seconds


func clear() -> void:
	_access_token = ""
	refresh_token = ""
	_ends_at = 0.0


func is_present() -> bool:
	return not refresh_token.is_empty()


## A valid token; empty if there is none.
func token() -> String:
	var left: float = _ends_at - Time.get_unix_time_from_system()
	return _access_token if left > EARLY_SECONDS else await renew(_access_token)


## A token other than the one that was refused; empty if there is none.
func renew(refused: String) -> String:
	if _is_renewing:
		await _settled
		return _access_token
	if _access_token and _access_token != refused:
		return _access_token
	if not is_present():
		_problem = Problem.of(ProblemCode.NOT_SIGNED_IN)
		return ""
	await _renew()
	return _access_token


## The reason for the missing token, as a result.
func refusal() -> HttpResponse:
	return HttpResponse.failed(_problem.code if _problem else ProblemCode.NOT_SIGNED_IN)


func _renew() -> void:
	_is_renewing = true
	var sent: String = refresh_token
	var result: ApiResult = await refresh.call(sent)
	_is_renewing = false
	_problem = result.problem
	if sent == refresh_token:
		_take(result)
	_settled.emit()


func _take(result: ApiResult) -> void:
	_access_token = ""
	if result.is_ok():
		var fresh: Token = result.value
		keep(fresh.access_token, fresh.refresh_token, fresh.expires_in)
		renewed.emit()
	elif result.problem.status == HTTPClient.RESPONSE_UNAUTHORIZED:
		clear()
		rejected.emit()
