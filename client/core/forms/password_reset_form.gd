class_name PasswordResetForm
extends Form
## The e-mail address for a password reset link.


func fields() -> PackedStringArray:
	return ["email"]


func error_of(field: String) -> String:
	return Checks.email(values[field])


func send() -> ApiResult:
	return await _session.request_password_reset(values["email"])
