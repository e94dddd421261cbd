extends TestCase
## Which clients are still served.

const VERSION := "GET /api/v1/version"


func test_versions_are_compared_by_their_numbers() -> void:
	for pair: Array in [["0.9.0", "0.10.0"], ["0.1", "0.1.1"], ["1.2.3", "2.0.0"]]:
		expect(Updates.is_older(pair[0], pair[1]), str(pair))
		expect(not Updates.is_older(pair[1], pair[0]), str(pair))
	expect(not Updates.is_older("1.0.0", "1.0"), "the same")


func test_a_client_that_is_too_old_must_be_updated() -> void:
	var updates: Updates = await _updates("99.0.0")
	expect(updates.is_required, "too old")


func test_a_client_that_is_served_need_not_be() -> void:
	var updates: Updates = await _updates("0.0.1")
	expect(not updates.is_required and not updates.is_available, "fine")


func _updates(oldest: String) -> Updates:
	var server: LocalServer = adopt(LocalServer.new())
	server.answer(VERSION, 200, {"api": "1", "oldest_client": oldest})
	var api: ApiClient = adopt(ApiClient.new())
	api.connect_to(server.origin)
	var updates: Updates = adopt(Updates.new(api))
	await updates.changed
	return updates
