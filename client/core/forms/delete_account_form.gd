class_name DeleteAccountForm
extends Form
## The deletion of an account, with its username and password.


func fields() -> PackedStringArray:
	return ["username", "password"]


func secrets() -> PackedStringArray:
	return ["password"]


func error_of(field: String) -> String:
	if field == "password":
		return Checks.present(values[field], "Your password.")
	return "" if values[field] == _session.user.username else "Type your username to go on."


func send() -> ApiResult:
	return await _session.delete_account(values["password"])
