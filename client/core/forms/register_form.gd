class_name RegisterForm
extends Form
## A new account.


func fields() -> PackedStringArray:
	return ["username", "email", "password", "password_confirm"]


func secrets() -> PackedStringArray:
	return ["password", "password_confirm"]


func error_of(field: String) -> String:
	match field:
		"username":
			return Checks.username(values[field])
		"email":
			return Checks.email(values[field])
		"password":
			return Checks.new_password(values[field])
	return Checks.repeated(values[field], values["password"])


func send() -> ApiResult:
	return await _session.register(values["username"], values["email"], values["password"])
