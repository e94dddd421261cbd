class_name ShotsBeforeSignIn
## Onboarding, registration, sign-in, password reset.


static func all() -> Array[Shot]:
	var shots: Array[Shot] = []
	for step: int in 3:
		shots.append(
			Shot.of(
				"onboarding-%d" % (step + 1),
				"onboarding",
				-1,
				func(screen: Screen) -> void: screen.call(&"show_step", step)
			)
		)
	shots.append_array(_register())
	shots.append_array(_sign_in())
	return shots


static func _register() -> Array[Shot]:
	return [
		Shot.of("register", "register", -1, _show_taken),
		Shot.of(
			"register-empty",
			"register",
			-1,
			func(screen: Screen) -> void: screen.call(&"bind", RegisterForm.new(Session))
		),
		Shot.of("register-wrong", "register", -1, _show_wrong),
		Shot.of("register-busy", "register", -1, _show_busy),
		Shot.of("register-wait", "register", -1, _show_wait),
		Shot.of("register-done", "dex", 0, _show_registered),
	]


static func _sign_in() -> Array[Shot]:
	return [
		Shot.of("sign-in", "sign_in", -1, func(screen: Screen) -> void: screen.call(&"bind", SignInForm.new(Session))),
		Shot.of("sign-in-refused", "sign_in", -1, _show_refused),
		Shot.of("sign-in-elsewhere", "sign_in", -1, _show_elsewhere),
		Shot.of(
			"password-reset",
			"password_reset",
			-1,
			func(screen: Screen) -> void: screen.call(&"bind", PasswordResetForm.new(Session))
		),
		Shot.of("password-reset-sent", "password_reset", -1, func(screen: Screen) -> void: screen.call(&"show_sent")),
	]


static func _filled() -> RegisterForm:
	var form := RegisterForm.new(Session)
	form.values = {"username": "ana.r", "email": "ana@example.org", "password": "", "password_confirm": ""}
	return form


static func _show_taken(screen: Screen) -> void:
	var form: RegisterForm = _filled()
	form.values["password"] = "birch-log-11"
	form.errors["username"] = "Somebody already has this name. Try ana.rivera or ana.r7."
	screen.call(&"bind", form)
	var password: Field = screen.get_node(^"%Password")
	password.show_hint("At least 8 characters. This one is good.")
	password.input.grab_focus()


static func _show_wrong(screen: Screen) -> void:
	var form: RegisterForm = _filled()
	form.values["email"] = "ana@"
	form.errors = {
		"username": "Use 3 to 30 letters, digits, dots, dashes.",
		"email": "That does not look like an e-mail address.",
		"password": "At least 8 characters.",
		"password_confirm": "The two are not the same.",
	}
	screen.call(&"bind", form)


static func _show_busy(screen: Screen) -> void:
	var form: RegisterForm = _filled()
	form.is_busy = true
	screen.call(&"bind", form)


static func _show_wait(screen: Screen) -> void:
	var form: RegisterForm = _filled()
	form.countdown.seconds_left = 40
	screen.call(&"bind", form)


## The first screen after registration.
static func _show_registered(screen: Screen) -> void:
	ShotsOfDex.show_empty(screen)
	Layers.of(screen).toast("We sent a link to ana@example.org", "Send again")


static func _show_refused(screen: Screen) -> void:
	var form := SignInForm.new(Session)
	form.values["name"] = "ana.r"
	form.notice = Problem.of(ProblemCode.INVALID_CREDENTIALS).sentence()
	screen.call(&"bind", form)


static func _show_elsewhere(screen: Screen) -> void:
	screen.call(&"show_reason", "ended_elsewhere")
	screen.call(&"bind", SignInForm.new(Session))
