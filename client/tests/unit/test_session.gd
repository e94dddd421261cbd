extends TestCase
## The session, and what is stored of it.

const LOGIN := "POST /api/v1/auth/login"
const REFRESH := "POST /api/v1/auth/refresh"
const PERSON: Dictionary = {"id": "u1", "username": "misty", "email": "misty@example.org"}
const SIGNED_IN: Dictionary = {"access_token": "a1", "refresh_token": "r1", "expires_in": 3600, "user": PERSON}
const FILE := "user://test_session.json"

var server: LocalServer
var api: ApiClient
var session: SessionManager
var events: Array[String] = []


func before() -> void:
	DirAccess.remove_absolute(FILE)
	server = adopt(LocalServer.new())
	api = adopt(ApiClient.new())
	api.connect_to(server.origin)
	session = _session()
	server.answer(LOGIN, 200, SIGNED_IN)


func after() -> void:
	super()
	DirAccess.remove_absolute(FILE)


func test_nobody_is_signed_in_at_first() -> void:
	expect(not session.is_signed_in(), "nobody")
	expect_equal(session.user, null)


func test_a_sign_in_is_told_after_it_is_complete() -> void:
	session.signed_in.connect(
		func(user: Me) -> void:
			expect_equal(user.username, "misty")
			expect(api.credentials.is_present(), "tokens are there")
	)
	var result: ApiResult = await session.sign_in("misty", "pw")
	expect(result.is_ok(), "is ok")
	expect_equal(events, ["in"] as Array[String])


func test_what_has_an_at_sign_is_an_address() -> void:
	await session.sign_in("misty@example.org", "pw")
	expect_equal(_sent(LOGIN), {"email": "misty@example.org", "password": "pw"})


func test_what_has_none_is_a_username() -> void:
	await session.sign_in("misty", "pw")
	expect_equal(_sent(LOGIN), {"username": "misty", "password": "pw"})


func test_a_wrong_password_changes_nothing() -> void:
	server.answers.clear()
	server.problem(LOGIN, 401, ProblemCode.INVALID_CREDENTIALS)
	var result: ApiResult = await session.sign_in("misty", "pw")
	expect_equal(result.problem.code, ProblemCode.INVALID_CREDENTIALS)
	expect(not session.is_signed_in(), "nobody")
	expect(not LocalFile.is_kept(FILE), "nothing is kept")


func test_registering_signs_in() -> void:
	server.answer("POST /api/v1/users", 201, PERSON)
	await session.register("misty", "misty@example.org", "cerulean")
	expect_equal(_sent("POST /api/v1/users")["password_confirm"], "cerulean")
	expect(session.is_signed_in(), "signed in")


func test_a_registration_that_is_refused_signs_nobody_in() -> void:
	server.problem("POST /api/v1/users", 422, ProblemCode.VALIDATION_FAILED, [], {"username": ["taken"]})
	var result: ApiResult = await session.register("misty", "misty@example.org", "cerulean")
	expect(result.problem.errors.has("username"), "beside its field")
	expect_equal(server.count(LOGIN), 0)


func test_the_next_start_is_signed_in_without_the_net() -> void:
	await session.sign_in("misty", "pw")
	api = adopt(ApiClient.new())
	api.connect_to("http://127.0.0.1:9")
	var next: SessionManager = _session()
	expect(next.is_signed_in(), "signed in")
	expect_equal(next.user.username, "misty")


func test_the_next_start_takes_a_new_token() -> void:
	await session.sign_in("misty", "pw")
	api = adopt(ApiClient.new())
	api.connect_to(server.origin)
	var next: SessionManager = _session()
	server.answer(REFRESH, 200, {"access_token": "a2", "refresh_token": "r2", "expires_in": 3600})
	server.answer("GET /api/v1/users/me", 200, PERSON)
	var result: ApiResult = await next.reload()
	expect(result.is_ok(), "is ok")
	expect_equal(_sent(REFRESH), {"refresh_token": "r1"})
	expect_equal(JsonFile.read(FILE)["refresh_token"], "r2")


func test_neither_password_nor_access_token_is_kept() -> void:
	await session.sign_in("misty", "hunter2hunter2")
	var kept: String = FileAccess.get_file_as_string(FILE)
	expect(not "hunter2" in kept and not "a1" in kept, "neither")


func test_only_its_owner_may_read_what_is_kept() -> void:
	await session.sign_in("misty", "pw")
	expect_equal(int(FileAccess.get_unix_permissions(FILE)), int(SessionFile.OWNER_ONLY))


func test_signing_out_leaves_nothing() -> void:
	await session.sign_in("misty", "pw")
	session.sign_out()
	expect_equal(events, ["in", "out ASKED"] as Array[String])
	expect(not LocalFile.is_kept(FILE), "no file")
	expect(not api.credentials.is_present(), "no tokens")


func test_signing_out_stops_what_is_under_way() -> void:
	await session.sign_in("misty", "pw")
	server.be_silent("GET /api/v1/dex/stats")
	var codes: Array[String] = []
	_ask_for_stats(codes)
	await frames(4)
	session.sign_out()
	await until(func() -> bool: return codes.size() == 1, "an end")
	expect_equal(codes[0], Problem.CANCELLED)


func test_a_session_that_ended_elsewhere_ends_here_once() -> void:
	await session.sign_in("misty", "pw")
	server.problem("GET /api/v1/users/me", 401, ProblemCode.NOT_SIGNED_IN)
	server.problem(REFRESH, 401, ProblemCode.NOT_SIGNED_IN)
	await session.reload()
	await session.reload()
	expect_equal(events, ["in", "out ENDED_ELSEWHERE"] as Array[String])


func test_signing_out_everywhere_asks_first() -> void:
	await session.sign_in("misty", "pw")
	server.problem("POST /api/v1/auth/logout", 429, ProblemCode.TOO_MANY_ATTEMPTS, ["Retry-After: 40"])
	await session.sign_out_everywhere()
	expect(session.is_signed_in(), "refused: still signed in")
	server.answers.erase("POST /api/v1/auth/logout")
	server.answer("POST /api/v1/auth/logout", 202)
	await session.sign_out_everywhere()
	expect(not session.is_signed_in(), "signed out")


func test_a_changed_account_is_kept_and_told() -> void:
	await session.sign_in("misty", "pw")
	var changed: Dictionary = PERSON.merged({"bio": "Water"}, true)
	server.answer("PATCH /api/v1/users/me", 200, changed)
	var bios: Array[String] = []
	session.user_changed.connect(func(user: Me) -> void: bios.append(user.bio))
	await session.update(MyChangesRequest.new().set_bio("Water"))
	expect_equal(bios, ["Water"] as Array[String])
	expect_equal(JsonFile.read(FILE)["user"]["bio"], "Water")


func test_who_is_suspended_meanwhile_learns_why() -> void:
	await session.sign_in("misty", "pw")
	server.problem("GET /api/v1/social/feed", 403, ProblemCode.SUSPENDED)
	server.answer("GET /api/v1/users/me", 200, PERSON.merged({"suspension": {"reason": "Advertising.", "at": ""}}))
	await api.social.feed("")
	await session.user_changed
	expect_equal(session.user.suspension.reason, "Advertising.")


func test_deleting_the_account_signs_in_afresh_first() -> void:
	await session.sign_in("misty", "pw")
	server.answer("DELETE /api/v1/users/me", 202, {"requested_at": "2026-05-01T12:00:00Z"})
	await session.delete_account("pw")
	expect_equal(server.count(LOGIN), 2)
	expect_equal(events, ["in", "out ACCOUNT_DELETED"] as Array[String])


func test_a_wrong_password_deletes_nothing() -> void:
	await session.sign_in("misty", "pw")
	server.answers.clear()
	server.problem(LOGIN, 401, ProblemCode.INVALID_CREDENTIALS)
	var result: ApiResult = await session.delete_account("wrong")
	expect_equal(result.problem.code, ProblemCode.INVALID_CREDENTIALS)
	expect(session.is_signed_in(), "still there")
	expect_equal(server.count("DELETE /api/v1/users/me"), 0)


func test_signing_out_in_another_tab_signs_out_here() -> void:
	await session.sign_in("misty", "pw")
	LocalFile.remove(FILE)
	session.file.kept.changed_elsewhere.emit()
	expect(not session.is_signed_in(), "nobody is signed in")
	expect(not api.credentials.is_present(), "no tokens are left")
	expect_equal(events, ["in", "out ENDED_ELSEWHERE"] as Array[String])


func test_signing_in_in_another_tab_signs_in_here() -> void:
	JsonFile.write(FILE, {"refresh_token": "r2", "user": PERSON})
	session.file.kept.changed_elsewhere.emit()
	expect_equal(session.user.username, "misty")
	expect_equal(api.credentials.refresh_token, "r2")
	expect_equal(events, ["in"] as Array[String])


func test_another_person_in_another_tab_takes_this_ones_place() -> void:
	await session.sign_in("misty", "pw")
	JsonFile.write(FILE, {"refresh_token": "r2", "user": {"id": "u2", "username": "brock"}})
	session.file.kept.changed_elsewhere.emit()
	expect_equal(session.user.username, "brock")
	expect(LocalFile.is_kept(FILE), "the other's sign-in stays")
	expect_equal(events, ["in", "out ASKED", "in"] as Array[String])


func test_a_token_renewed_in_another_tab_is_used_here() -> void:
	await session.sign_in("misty", "pw")
	JsonFile.write(FILE, {"refresh_token": "r2", "user": PERSON})
	session.file.kept.changed_elsewhere.emit()
	expect_equal(api.credentials.refresh_token, "r2")
	expect_equal(events, ["in"] as Array[String])


func test_a_file_that_is_broken_is_no_session() -> void:
	FileAccess.open(FILE, FileAccess.WRITE).store_string('{"refresh_tok')
	expect(not _session().is_signed_in(), "nobody")


func _session() -> SessionManager:
	var made := SessionManager.new()
	made.file.kept = KeptJson.new(FILE)
	made.signed_in.connect(func(_user: Me) -> void: events.append("in"))
	made.signed_out.connect(
		func(reason: SessionManager.Reason) -> void: events.append("out " + str(SessionManager.Reason.find_key(reason)))
	)
	made.start(api)
	_owned.append(made)
	return made


func _sent(request: String) -> Dictionary:
	var body: PackedByteArray = server.last(request)["body"]
	return JSON.parse_string(body.get_string_from_utf8())


func _ask_for_stats(codes: Array[String]) -> void:
	var result: ApiResult = await api.dex.stats()
	codes.append(result.problem.code)
