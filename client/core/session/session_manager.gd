class_name SessionManager
extends Node
## Who is signed in on this device.

signal signed_in(user: Me)
signal signed_out(reason: Reason)
signal user_changed(user: Me)

enum Reason { ASKED, ENDED_ELSEWHERE, ACCOUNT_DELETED }

var api: ApiClient
var file := SessionFile.new()
## null while nobody is signed in.
var user: Me


func _ready() -> void:
	start(Api)


## Restores the session of an earlier run, also offline.
func start(client: ApiClient) -> void:
	api = client
	api.credentials.rejected.connect(_end.bind(Reason.ENDED_ELSEWHERE))
	api.credentials.renewed.connect(_save)
	api.http.suspended.connect(_on_suspended)
	file.kept.changed_elsewhere.connect(_on_changed_elsewhere)
	file.read()
	_take_up()


func is_signed_in() -> bool:
	return user != null


## Signs in by username, or by e-mail address if it contains an @: a `Login`.
func sign_in(name_or_email: String, password: String) -> ApiResult:
	var request := LoginRequest.new().set_password(password)
	if "@" in name_or_email:
		request.set_email(name_or_email)
	else:
		request.set_username(name_or_email)
	var result: ApiResult = await api.auth.login(request)
	if result.is_ok():
		_begin(result)
	return result


## Creates an account and signs in with it: a `Login`.
func register(username: String, email: String, password: String) -> ApiResult:
	var request := NewUserRequest.new().set_username(username).set_email(email)
	request.set_password(password).set_password_confirm(password)
	var result: ApiResult = await api.users.register(request)
	return await sign_in(username, password) if result.is_ok() else result


func request_password_reset(email: String) -> ApiResult:
	return await api.auth.request_password_reset(email)


## Signs out on this device.
func sign_out() -> void:
	_end(Reason.ASKED)


func sign_out_everywhere() -> ApiResult:
	var result: ApiResult = await api.auth.logout()
	if result.is_ok():
		_end(Reason.ASKED)
	return result


## Changes your own account: the changed `Me`.
func update(changes: MyChangesRequest) -> ApiResult:
	return _note(await api.users.update_me(changes))


## Reloads your own account: a `Me`.
func reload() -> ApiResult:
	return _note(await api.users.me())


## Deletes the account, after signing in again with the password.
func delete_account(password: String) -> ApiResult:
	var result: ApiResult = await sign_in(user.username, password)
	if result.is_ok():
		result = await api.users.delete_me()
	if result.is_ok():
		_end(Reason.ACCOUNT_DELETED)
	return result


func _begin(result: ApiResult) -> void:
	var login: Login = result.value
	var is_same_person: bool = user != null and user.id == login.user.id
	user = login.user
	api.credentials.keep(login.access_token, login.refresh_token, login.expires_in)
	file.user = Model.dictionary(result.response.json_object().get("user"))
	_save()
	if not is_same_person:
		signed_in.emit(user)


func _note(result: ApiResult) -> ApiResult:
	if result.is_ok() and is_signed_in():
		user = result.value
		file.user = result.response.json_object()
		_save()
		user_changed.emit(user)
	return result


func _save() -> void:
	file.refresh_token = api.credentials.refresh_token
	file.write()


func _end(reason: Reason) -> void:
	if is_signed_in():
		file.delete()
		_leave(reason)


func _leave(reason: Reason) -> void:
	user = null
	api.credentials.clear()
	api.http.cancel_all()
	signed_out.emit(reason)


func _take_up() -> void:
	if file.refresh_token:
		api.credentials.keep("", file.refresh_token, 0)
		user = Me.from_json(file.user)


## Loads the account, which has the reason for the suspension.
func _on_suspended() -> void:
	if is_signed_in() and user.suspension == null:
		reload()


## Follows another tab that has signed in or out, or changed the person.
func _on_changed_elsewhere() -> void:
	var before: String = user.id if is_signed_in() else ""
	file.read()
	var now: String = Model.text(file.user.get("id"))
	if before == now:
		api.credentials.refresh_token = file.refresh_token
		return
	if before:
		_leave(Reason.ASKED if now else Reason.ENDED_ELSEWHERE)
	if now:
		_take_up()
		signed_in.emit(user)
