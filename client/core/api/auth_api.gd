class_name AuthApi
extends ResourceApi
## Signing in and out.


## A `Login`.
func login(request: LoginRequest) -> ApiResult:
	var spec := RequestSpec.post("/api/v1/auth/login", request).anonymous()
	return await _http.send(spec, Login.from_json)


## A `Token`.
func refresh(refresh_token: String) -> ApiResult:
	var request := RefreshRequest.new().set_refresh_token(refresh_token)
	var spec := RequestSpec.post("/api/v1/auth/refresh", request).anonymous().repeatable()
	return await _http.send(spec, Token.from_json)


func request_password_reset(email: String) -> ApiResult:
	var request := PasswordResetRequest.new().set_email(email)
	return await _http.send(RequestSpec.post("/api/v1/auth/password-reset", request).anonymous())


func send_verification_mail() -> ApiResult:
	return await _http.send(RequestSpec.post("/api/v1/auth/verify-email"))


## Ends all sessions of the person, on all devices.
func logout() -> ApiResult:
	return await _http.send(RequestSpec.post("/api/v1/auth/logout").repeatable())


## A `Version`.
func version() -> ApiResult:
	return await _http.send(RequestSpec.read("/api/v1/version").anonymous(), Version.from_json)
