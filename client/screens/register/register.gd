extends Screen
## The registration of an account.

var _binder: FormBinder


func open(_params: Dictionary[String, String]) -> void:
	(%SignIn as Button).pressed.connect(Navigation.go.bind(&"sign_in"))
	bind(RegisterForm.new(Session))
	if Look.is_wide(self):
		(%Username as Field).input.grab_focus()


## Shows a form.
func bind(form: RegisterForm) -> void:
	_binder = FormBinder.new(
		form, {"username": %Username, "email": %Email, "password": %Password, "password_confirm": %PasswordAgain}
	)
	_binder.with_button(%Submit, "Creating your account …").with_notice(%Notice, %NoticeText)
	form.succeeded.connect(_on_succeeded)
	(%Password as Field).edited.connect(_praise)
	_binder.show_form()


func _praise(password: String) -> void:
	var is_good: bool = Checks.new_password(password).is_empty()
	(%Password as Field).show_hint("At least 8 characters. This one is good." if is_good else "At least 8 characters.")


func _on_succeeded(_result: ApiResult) -> void:
	var toast: Toast = Layers.of(self).toast(tr("We sent a link to %s") % Session.user.email, "Send again")
	toast.acted.connect(Api.auth.send_verification_mail)
