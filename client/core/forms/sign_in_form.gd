class_name SignInForm
extends Form
## A sign-in, by username or e-mail address.


func fields() -> PackedStringArray:
	return ["name", "password"]


func secrets() -> PackedStringArray:
	return ["password"]


func error_of(field: String) -> String:
	if field == "name":
		return Checks.present(values[field], "Your username or e-mail address.")
	return Checks.present(values[field], "Your password.")


func send() -> ApiResult:
	return await _session.sign_in(values["name"].strip_edges(), values["password"])
