extends TestCase
## Forms: validation on the device, errors beside fields, passwords cleared after errors.

const LOGIN := "POST /api/v1/auth/login"
const USERS := "POST /api/v1/users"
const GOOD: Dictionary[String, String] = {
	"username": "ana.rivera",
	"email": "ana@example.org",
	"password": "cerulean-1",
	"password_confirm": "cerulean-1",
}

var server: LocalServer
var session: SessionManager
var form: RegisterForm
var cleared: int = 0


func before() -> void:
	server = adopt(LocalServer.new())
	var api: ApiClient = adopt(ApiClient.new())
	api.connect_to(server.origin)
	session = SessionManager.new()
	session.file.kept = KeptJson.new("user://test_form_session.json")
	session.start(api)
	_owned.append(session)
	form = RegisterForm.new(session)
	form.secrets_cleared.connect(func() -> void: cleared += 1)


func after() -> void:
	session.sign_out()
	super()


func test_usernames() -> void:
	for name: String in ["abc", "Ana.R-7_x", "a".repeat(30)]:
		expect_equal(Checks.username(name), "", name)
	for name: String in ["", "ab", "a".repeat(31), "a b c", "ana@x", "añab"]:
		expect(Checks.username(name) != "", name)


func test_addresses() -> void:
	for address: String in ["a@b.c", "ana.r+dex@mail.example.org"]:
		expect_equal(Checks.email(address), "", address)
	for address: String in ["", "ana", "ana@", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@@b.c"]:
		expect(Checks.email(address) != "", address)


func test_passwords() -> void:
	expect_equal(Checks.new_password("1234567"), "At least 8 characters.")
	expect_equal(Checks.new_password("12345678"), "")
	expect(Checks.new_password("x".repeat(129)) != "", "too long")


func test_a_field_is_checked_when_it_is_left() -> void:
	form.set_value("username", "ab")
	form.check("username")
	expect_equal(form.errors["username"], "Use 3 to 30 letters, digits, dots, dashes.")
	form.set_value("username", "abc")
	expect(not form.errors.has("username"), "typing takes the error away")


func test_an_empty_field_is_not_yet_wrong() -> void:
	form.check("email")
	expect(form.errors.is_empty(), "no error")


func test_everything_is_checked_before_anything_is_sent() -> void:
	await form.submit()
	expect_equal(form.errors.size(), 3)
	expect_equal(form.first_wrong(), "username")
	expect_equal(server.requests.size(), 0)


func test_two_passwords_that_differ() -> void:
	_fill({"password_confirm": "cerulean-2"})
	await form.submit()
	expect_equal(form.errors, {"password_confirm": "The two are not the same."} as Dictionary[String, String])
	expect_equal(form.values["password"], "", "cleared")


func test_any_error_clears_the_passwords_and_keeps_the_rest() -> void:
	_fill({"email": "nonsense"})
	await form.submit()
	expect_equal(form.values["password"] + form.values["password_confirm"], "")
	expect_equal(form.values["username"], "ana.rivera")
	expect_equal(cleared, 1)


func test_the_apis_errors_stand_beside_their_fields() -> void:
	_fill()
	var errors: Dictionary = {"username": ["Somebody already has this name."]}
	server.problem(USERS, 422, ProblemCode.VALIDATION_FAILED, [], errors)
	await form.submit()
	expect_equal(form.errors["username"], "Somebody already has this name.")
	expect_equal(form.notice, "")
	expect_equal(form.values["password"], "", "cleared")
	expect_equal(form.first_wrong(), "username")


func test_errors_of_fields_that_are_not_there_become_a_notice() -> void:
	_fill()
	server.problem(USERS, 422, ProblemCode.VALIDATION_FAILED, [], {"locale": ["wrong"]})
	await form.submit()
	expect(form.notice != "", "a notice")


func test_a_wrong_password_is_said_above_the_form() -> void:
	var sign_in := SignInForm.new(session)
	sign_in.set_value("name", "misty")
	sign_in.set_value("password", "wrong")
	server.problem(LOGIN, 401, ProblemCode.INVALID_CREDENTIALS)
	await sign_in.submit()
	expect_equal(sign_in.notice, "The name or the password is not right.")
	expect_equal(sign_in.values, {"name": "misty", "password": ""} as Dictionary[String, String])


func test_while_it_is_sent_nothing_else_is() -> void:
	_fill()
	server.be_silent(USERS)
	form.submit()
	expect(form.is_busy and not form.can_submit(), "busy")
	form.submit()
	await until(func() -> bool: return server.requests.size() > 0, "a request")
	await frames(5)
	expect_equal(server.requests.size(), 1)


func test_too_many_tries_count_down() -> void:
	_fill()
	server.problem(USERS, 429, ProblemCode.TOO_MANY_ATTEMPTS, ["Retry-After: 40"])
	await form.submit()
	expect_equal(form.countdown.sentence(), "That was a lot of tries. Please wait 40 seconds.")
	expect(not form.can_submit(), "waits")
	await form.submit()
	expect_equal(server.requests.size(), 1)


func test_a_countdown_ends() -> void:
	var countdown := Countdown.new()
	countdown.start(1)
	expect(countdown.is_running(), "runs")
	await until(func() -> bool: return not countdown.is_running(), "the end")
	expect_equal(countdown.sentence(), "")


func test_a_countdown_started_again_counts_once() -> void:
	var countdown := Countdown.new()
	countdown.start(1)
	countdown.start(100)
	await root.get_tree().create_timer(1.2).timeout
	expect(countdown.seconds_left >= 98, "one count")


func test_durations_are_said_as_people_do() -> void:
	expect_equal(Countdown.duration(1), "1 second")
	expect_equal(Countdown.duration(40), "40 seconds")
	expect_equal(Countdown.duration(600), "10 minutes")
	expect_equal(Countdown.duration(7200), "2 hours")


func test_offline_the_notice_says_so() -> void:
	_fill()
	server.hang_up(USERS)
	session.api.http.origin = "http://127.0.0.1:9"
	await form.submit()
	expect_equal(form.notice, Problem.SENTENCES[Problem.OFFLINE])
	expect_equal(form.values["password"], "", "cleared")


func test_a_registration_that_works_clears_the_passwords() -> void:
	_fill()
	var person: Dictionary = {"id": "u1", "username": "ana.rivera"}
	server.answer(USERS, 201, person)
	server.answer(LOGIN, 200, {"access_token": "a", "refresh_token": "r", "expires_in": 3600, "user": person})
	var results: Array[ApiResult] = []
	form.succeeded.connect(results.append)
	await form.submit()
	expect_equal(results.size(), 1)
	expect_equal(form.values["password"], "")
	expect(session.is_signed_in(), "signed in")


func test_a_reset_asks_for_an_address() -> void:
	var reset := PasswordResetForm.new(session)
	reset.set_value("email", "ana")
	await reset.submit()
	expect(reset.errors.has("email"), "wrong")
	reset.set_value("email", "ana@example.org")
	server.answer("POST /api/v1/auth/password-reset", 202)
	await reset.submit()
	expect_equal(server.count("POST /api/v1/auth/password-reset"), 1)


func test_deleting_asks_for_the_username_exactly() -> void:
	session.user = Me.from_json({"id": "u1", "username": "ana"})
	var deletion := DeleteAccountForm.new(session)
	deletion.set_value("username", "Ana")
	deletion.set_value("password", "x")
	await deletion.submit()
	expect(deletion.errors.has("username"), "another case")
	expect_equal(server.requests.size(), 0)


func _fill(changes: Dictionary = {}) -> void:
	for field: String in GOOD:
		form.set_value(field, changes.get(field, GOOD[field]))
