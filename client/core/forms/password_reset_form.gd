class_name PasswordResetForm
extends Form
## Where the link goes that resets a password.


func fields() -> PackedStringArray:
	return ["email"]


func error_of(field: String) -> String:
	return Checks.email(values[field])


func send() -> ApiResult:
	return await _session.request_password_reset(values["email"])
