extends Screen
## The request for a password reset link.

var _binder: FormBinder


func _ready() -> void:
	(%SignIn as Button).pressed.connect(Navigation.back)


func open(_params: Dictionary[String, String]) -> void:
	bind(PasswordResetForm.new(Session))
	if Look.is_wide(self):
		(%Email as Field).input.grab_focus()


## Shows a form.
func bind(form: PasswordResetForm) -> void:
	_binder = FormBinder.new(form, {"email": %Email})
	_binder.with_button(%Submit, "Sending …").with_notice(%Notice, %NoticeText)
	form.succeeded.connect(func(_result: ApiResult) -> void: show_sent())
	_binder.show_form()


## The link is on its way, if there is an account.
func show_sent() -> void:
	(%Sent as Control).show()
	(%Fields as Control).hide()
	(%Submit as Control).hide()
	(%SignIn as Control).show()
