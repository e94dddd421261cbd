extends TestCase
## The HTTP client, against a server that misbehaves.

const ME := "GET /api/v1/users/me"
const LOGIN := "POST /api/v1/auth/login"
const REFRESH := "POST /api/v1/auth/refresh"
const PERSON: Dictionary = {"id": "u1", "username": "misty", "revision": 3}
const TOKENS: Dictionary = {"access_token": "new", "refresh_token": "r2", "expires_in": 3600}

var server: LocalServer
var api: ApiClient


func before() -> void:
	server = adopt(LocalServer.new())
	api = adopt(ApiClient.new())
	api.connect_to(server.origin)
	api.credentials.keep("old", "r1", 3600)


func test_a_value_is_decoded() -> void:
	server.answer(ME, 200, PERSON)
	var result: ApiResult = await api.users.me()
	expect(result.is_ok(), "is ok")
	expect_equal((result.value as Me).username, "misty")
	expect_equal((result.value as Me).revision, 3)
	expect_equal((result.value as Me).display_name, "", "absent text")


func test_who_is_signed_in_is_said() -> void:
	server.answer(ME, 200, PERSON)
	await api.users.me()
	expect_equal(server.last(ME)["headers"]["authorization"], "Bearer old")


func test_nobody_is_said_where_anybody_may_ask() -> void:
	server.answer("GET /api/v1/version", 200, {"api": "1", "oldest_client": "0.1.0"})
	var result: ApiResult = await api.auth.version()
	expect_equal((result.value as Version).oldest_client, "0.1.0")
	expect(not server.last("GET /api/v1/version")["headers"].has("authorization"), "no token")


func test_without_a_sign_in_nothing_is_sent() -> void:
	api.credentials.clear()
	var result: ApiResult = await api.users.me()
	expect_equal(result.problem.code, ProblemCode.NOT_SIGNED_IN)
	expect_equal(server.requests.size(), 0)


func test_a_refused_token_is_renewed_and_the_request_repeated() -> void:
	server.problem(ME, 401, ProblemCode.NOT_SIGNED_IN)
	server.answer(ME, 200, PERSON)
	server.answer(REFRESH, 200, TOKENS)
	var result: ApiResult = await api.users.me()
	expect(result.is_ok(), "is ok")
	expect_equal(server.last(ME)["headers"]["authorization"], "Bearer new")
	expect_equal(api.credentials.refresh_token, "r2")


func test_a_token_is_renewed_before_it_ends() -> void:
	api.credentials.keep("old", "r1", 60)
	server.answer(ME, 200, PERSON)
	server.answer(REFRESH, 200, TOKENS)
	await api.users.me()
	expect_equal(server.count(ME), 1)
	expect_equal(server.last(ME)["headers"]["authorization"], "Bearer new")


func test_many_who_wait_share_one_refresh() -> void:
	api.credentials.keep("", "r1", 0)
	server.answer(ME, 200, PERSON)
	server.answer(REFRESH, 200, TOKENS)
	var done: Array[bool] = []
	for _index: int in 6:
		_ask_for_me(done)
	await until(func() -> bool: return done.size() == 6, "six answers")
	expect_equal(server.count(REFRESH), 1)
	expect(not done.has(false), "all are ok")


func test_many_refused_at_once_share_one_refresh() -> void:
	for _index: int in 4:
		server.problem(ME, 401, ProblemCode.NOT_SIGNED_IN)
	server.answer(ME, 200, PERSON)
	server.answer(REFRESH, 200, TOKENS)
	var done: Array[bool] = []
	for _index: int in 4:
		_ask_for_me(done)
	await until(func() -> bool: return done.size() == 4, "four answers")
	expect_equal(server.count(REFRESH), 1)


func test_a_refused_refresh_ends_the_session_once() -> void:
	var ends: Array[bool] = []
	api.credentials.rejected.connect(func() -> void: ends.append(true))
	api.credentials.keep("", "r1", 0)
	server.problem(REFRESH, 401, ProblemCode.NOT_SIGNED_IN)
	var done: Array[bool] = []
	for _index: int in 3:
		_ask_for_me(done)
	await until(func() -> bool: return done.size() == 3, "three answers")
	expect_equal(done, [false, false, false] as Array[bool])
	expect_equal(ends.size(), 1)
	expect(not api.credentials.is_present(), "the tokens are gone")


func test_a_refresh_that_does_not_get_through_keeps_the_session() -> void:
	api.credentials.keep("", "r1", 0)
	server.problem(REFRESH, 422, ProblemCode.VALIDATION_FAILED)
	var result: ApiResult = await api.users.me()
	expect(not result.is_ok(), "is not ok")
	expect(api.credentials.is_present(), "still signed in")


func test_a_sign_out_during_a_refresh_wins() -> void:
	api.credentials.keep("", "r1", 0)
	server.answer(REFRESH, 200, TOKENS)
	var done: Array[bool] = []
	_ask_for_me(done)
	api.credentials.clear()
	await until(func() -> bool: return done.size() == 1, "an answer")
	expect(not api.credentials.is_present(), "nobody is signed in again")


func test_a_second_refusal_is_not_renewed_again() -> void:
	server.problem(ME, 401, ProblemCode.NOT_SIGNED_IN)
	server.answer(REFRESH, 200, TOKENS)
	var result: ApiResult = await api.users.me()
	expect_equal(result.problem.code, ProblemCode.NOT_SIGNED_IN)
	expect_equal(server.count(REFRESH), 1)
	expect_equal(server.count(ME), 2)


func test_a_read_is_repeated_until_it_works() -> void:
	server.answer(ME, 503, {"code": "unavailable"}, ["Retry-After: 0"])
	server.hang_up(ME)
	server.answer(ME, 200, PERSON)
	var result: ApiResult = await api.users.me()
	expect(result.is_ok(), "is ok")
	expect_equal(server.count(ME), 3)


func test_a_read_is_not_repeated_for_ever() -> void:
	server.problem(ME, 503, ProblemCode.UNAVAILABLE, ["Retry-After: 0"])
	var result: ApiResult = await api.users.me()
	expect_equal(result.problem.code, ProblemCode.UNAVAILABLE)
	expect_equal(server.count(ME), Backoff.ATTEMPTS)


func test_what_may_not_be_repeated_is_sent_once() -> void:
	server.problem(LOGIN, 503, ProblemCode.UNAVAILABLE)
	await api.auth.login(LoginRequest.new().set_username("misty").set_password("x"))
	expect_equal(server.count(LOGIN), 1)


func test_a_creation_with_a_key_is_repeated_with_the_same_key() -> void:
	var path: String = "POST /api/v1/dex/entries"
	server.hang_up(path)
	server.answer(path, 201, {"id": "e1"})
	var result: ApiResult = await api.dex.add_entry(NewEntryRequest.new().set_name("fox"), "k1")
	expect_equal((result.value as Entry).id, "e1")
	var keys: Array = server.requests.map(func(one: Dictionary) -> String: return one["headers"]["idempotency-key"])
	expect_equal(keys, ["k1", "k1"])


func test_a_long_wait_is_the_persons() -> void:
	server.problem(ME, 429, ProblemCode.TOO_MANY_ATTEMPTS, ["Retry-After: 40"])
	var result: ApiResult = await api.users.me()
	expect_equal(server.count(ME), 1)
	expect_equal(result.problem.retry_after, 40)


func test_a_bad_request_is_not_repeated() -> void:
	server.problem(ME, 400, ProblemCode.INVALID_CURSOR)
	await api.users.me()
	expect_equal(server.count(ME), 1)


func test_a_server_that_hangs_up_is_being_offline() -> void:
	server.hang_up(LOGIN)
	var result: ApiResult = await api.auth.login(LoginRequest.new())
	expect_equal(result.problem.code, Problem.OFFLINE)
	expect(not api.connectivity.is_online, "noticed")


func test_nobody_listens_is_being_offline() -> void:
	api.http.origin = "http://127.0.0.1:9"
	var result: ApiResult = await api.auth.login(LoginRequest.new())
	expect_equal(result.problem.code, Problem.OFFLINE)


func test_an_answer_brings_one_back_online() -> void:
	api.connectivity.note(false)
	server.problem(LOGIN, 401, ProblemCode.INVALID_CREDENTIALS)
	await api.auth.login(LoginRequest.new())
	expect(api.connectivity.is_online, "online")


func test_silence_ends_at_the_time_limit() -> void:
	server.be_silent(LOGIN)
	var spec := RequestSpec.post("/api/v1/auth/login").anonymous()
	spec.timeout = 0.2
	var result: ApiResult = await api.http.send(spec)
	expect_equal(result.problem.code, Problem.TIMED_OUT)


func test_a_cancelled_request_ends_at_once() -> void:
	server.be_silent("GET /api/v1/taxonomy/search")
	var stop := Cancellation.new()
	var codes: Array[String] = []
	_search(stop, codes)
	await frames(5)
	stop.cancel()
	await until(func() -> bool: return codes.size() == 1, "an end")
	expect_equal(codes[0], Problem.CANCELLED)
	expect(api.connectivity.is_online, "being cancelled is not being offline")


func test_a_wait_between_attempts_can_be_cancelled() -> void:
	server.problem("GET /api/v1/taxonomy/search", 503, ProblemCode.UNAVAILABLE, ["Retry-After: 5"])
	var stop := Cancellation.new()
	var codes: Array[String] = []
	_search(stop, codes)
	await until(func() -> bool: return server.requests.size() == 1, "a request")
	stop.cancel()
	await until(func() -> bool: return codes.size() == 1, "an end")
	expect_equal(server.requests.size(), 1)


func test_everything_under_way_can_be_cancelled() -> void:
	server.be_silent(ME)
	var done: Array[bool] = []
	_ask_for_me(done)
	_ask_for_me(done)
	await frames(5)
	api.http.cancel_all()
	await until(func() -> bool: return done.size() == 2, "two ends")
	expect(not done.has(true), "none is ok")


func test_what_is_no_json_is_unreadable() -> void:
	server.answer_bytes(ME, 200, "<html>".to_utf8_buffer())
	var result: ApiResult = await api.users.me()
	expect_equal(result.problem.code, Problem.UNREADABLE)


func test_an_error_that_is_no_problem_document_has_a_sentence() -> void:
	server.answer_bytes(LOGIN, 500, "<html>".to_utf8_buffer())
	var result: ApiResult = await api.auth.login(LoginRequest.new())
	expect_equal(result.problem.status, 500)
	expect(result.problem.sentence().length() > 10, "a sentence")


func test_a_list_where_an_object_should_be_is_unreadable() -> void:
	server.answer(ME, 200, [1, 2])
	var result: ApiResult = await api.users.me()
	expect_equal(result.problem.code, Problem.UNREADABLE)


func test_garbage_in_place_of_http_is_no_value() -> void:
	server.answer_raw(ME, "nonsense\r\n\r\n".to_utf8_buffer())
	var result: ApiResult = await api.users.me()
	expect(not result.is_ok() and result.value == null, "no value")


func test_errors_are_beside_their_fields() -> void:
	var errors: Dictionary = {"username": ["is taken", "is short"]}
	server.problem("POST /api/v1/users", 422, ProblemCode.VALIDATION_FAILED, [], errors)
	var result: ApiResult = await api.users.register(NewUserRequest.new().set_username("x"))
	expect_equal(result.problem.errors["username"], PackedStringArray(["is taken", "is short"]))


func test_only_what_was_set_is_sent() -> void:
	server.answer("PATCH /api/v1/users/me", 200, PERSON)
	await api.users.update_me(MyChangesRequest.new().set_bio("Hello").clear_display_name())
	var body: PackedByteArray = server.last("PATCH /api/v1/users/me")["body"]
	var sent: Dictionary = JSON.parse_string(body.get_string_from_utf8())
	expect_equal(sent, {"bio": "Hello", "display_name": null})


func test_query_parameters_are_encoded() -> void:
	server.answer("GET /api/v1/taxonomy/search", 200, {"items": []})
	await api.animals.search_taxa("a&b ü", Cancellation.new())
	expect_equal(server.requests[0]["query"], "q=a%26b%20%C3%BC")


func test_ids_cannot_leave_their_path() -> void:
	await api.dex.entry("../users/me")
	expect_equal(server.requests[0]["key"], "GET /api/v1/dex/entries/..%2Fusers%2Fme")


func test_a_redirect_is_not_followed() -> void:
	server.answer(LOGIN, 302, null, ["Location: %s/elsewhere" % server.origin])
	var result: ApiResult = await api.auth.login(LoginRequest.new())
	expect(not result.is_ok(), "is not ok")
	expect_equal(server.count("POST /elsewhere"), 0)


func test_an_upload_sends_the_bytes_as_they_are() -> void:
	var bytes: PackedByteArray = []
	bytes.resize(300_000)
	bytes.fill(7)
	server.answer("PUT /bucket/photo", 200)
	var sent: Array[int] = []
	var result: ApiResult = await _upload(bytes, sent, Cancellation.new())
	expect(result.is_ok(), "is ok")
	expect_equal(server.last("PUT /bucket/photo")["body"], bytes)
	expect_equal(server.last("PUT /bucket/photo")["headers"]["x-goog-meta"], "1")
	expect(not server.last("PUT /bucket/photo")["headers"].has("authorization"), "no token")
	expect_equal(sent.back(), 300_000)


func test_a_refused_upload_says_so() -> void:
	server.answer_bytes("PUT /bucket/photo", 403, "<Error/>".to_utf8_buffer())
	var result: ApiResult = await _upload([1, 2, 3], [], Cancellation.new())
	expect_equal(result.problem.code, Problem.UPLOAD_REFUSED)


func test_an_upload_can_be_stopped() -> void:
	server.be_silent("PUT /bucket/photo")
	var stop := Cancellation.new()
	var codes: Array[String] = []
	_note_upload(stop, codes)
	await frames(5)
	stop.cancel()
	await until(func() -> bool: return codes.size() == 1, "an end")
	expect_equal(codes[0], Problem.CANCELLED)


func _upload(bytes: PackedByteArray, sent: Array[int], stop: Cancellation) -> ApiResult:
	var target := Upload.new()
	target.url = server.origin + "/bucket/photo"
	target.headers = {"x-goog-meta": "1"}
	var photo := BytesPhoto.of(bytes, "a.jpg", "image/jpeg")
	return await api.vision.upload(target, photo, sent.append, stop)


func _note_upload(stop: Cancellation, codes: Array[String]) -> void:
	var result: ApiResult = await _upload([1, 2, 3], [], stop)
	codes.append(result.problem.code)


func _ask_for_me(done: Array[bool]) -> void:
	var result: ApiResult = await api.users.me()
	done.append(result.is_ok())


func _search(stop: Cancellation, codes: Array[String]) -> void:
	var result: ApiResult = await api.animals.search_taxa("fox", stop)
	codes.append(result.problem.code)
