extends Screen
## The sign-in.

const LEADS: Dictionary[String, String] = {
	"ended_elsewhere": "You were signed out. Sign in to go on.",
	"account_deleted": "Your account is gone.",
}

var _binder: FormBinder


func open(params: Dictionary[String, String]) -> void:
	(%Register as Button).pressed.connect(Navigation.go.bind(&"register"))
	(%Forgot as Button).pressed.connect(Navigation.go.bind(&"password_reset"))
	show_reason(params.get("reason", ""))
	bind(SignInForm.new(Session))
	if Look.is_wide(self):
		(%Name as Field).input.grab_focus()


## Shows why somebody has to sign in, unless they asked for it.
func show_reason(reason: String) -> void:
	(%Lead as Label).text = LEADS.get(reason, "Sign in to see your dex.")


## Shows a form.
func bind(form: SignInForm) -> void:
	_binder = FormBinder.new(form, {"name": %Name, "password": %Password})
	_binder.with_button(%Submit, "Signing in …").with_notice(%Notice, %NoticeText)
	_binder.show_form()
