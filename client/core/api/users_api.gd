class_name UsersApi
extends ResourceApi
## Accounts: your own, and what you may see of others.


## The `Me` of the new account.
func register(request: NewUserRequest) -> ApiResult:
	var spec := RequestSpec.post("/api/v1/users", request).anonymous().repeatable()
	return await _http.send(spec, Me.from_json)


## A `Me`.
func me() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/users/me"), Me.from_json)


## The changed `Me`.
func update_me(changes: MyChangesRequest) -> ApiResult:
	return await _http.send(RequestSpec.patch("/api/v1/users/me", changes), Me.from_json)


## A `Deletion`; requires a sign-in within the last five minutes.
func delete_me() -> ApiResult:
	return await _http.send(RequestSpec.delete("/api/v1/users/me"), Deletion.from_json)


## An `Export` that has been started.
func request_export() -> ApiResult:
	var spec := RequestSpec.post("/api/v1/users/me/export").repeatable()
	return await _http.send(spec, Export.from_json)


## An `Export`.
func export_status() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/users/me/export"), Export.from_json)


## A `Person`.
func person(user_id: String) -> ApiResult:
	var path: String = "/api/v1/users/%s" % user_id.uri_encode()
	return await _http.send(RequestSpec.read(path), Person.from_json)


## A `FriendCode`.
func friend_code() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/users/friend-code"), FriendCode.from_json)


## The new `FriendCode`.
func rotate_friend_code() -> ApiResult:
	var spec := RequestSpec.post("/api/v1/users/friend-code/rotate")
	return await _http.send(spec, FriendCode.from_json)


## The `PersonCard` of the code's owner.
func look_up_friend_code(code: String) -> ApiResult:
	var request := CodeQueryRequest.new().set_friend_code(code)
	var spec := RequestSpec.post("/api/v1/users/lookup_friend_code", request)
	return await _http.send(spec, PersonCard.from_json)
