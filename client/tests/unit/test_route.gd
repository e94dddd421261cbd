extends TestCase
## Routes as links.


func test_every_route_is_read_as_it_is_written() -> void:
	for name: StringName in Route.TABLE:
		var params: Dictionary = {}
		for part: String in str(Route.TABLE[name][0]).split("/"):
			if part.begins_with("{"):
				params[part.trim_prefix("{").trim_suffix("}")] = "a b/ü"
		var route := Route.to(name, params)
		expect(route.equals(Route.parse(route.fragment())), str(name))


func test_a_link_may_have_a_query() -> void:
	var route: Route = Route.parse("#/tree?node=panthera-onca&mode=me%20too")
	expect_equal(route.params["node"], "panthera-onca")
	expect_equal(route.params["mode"], "me too")


func test_a_slash_at_the_end_changes_nothing() -> void:
	expect_equal(Route.parse("#/card/e1/").params["entry_id"], "e1")


func test_what_leads_nowhere_is_no_route() -> void:
	for link: String in ["", "#", "#/", "#/card", "#/card/", "#/card/a/b/c", "#/nowhere"]:
		expect_equal(Route.parse(link), null, link)


func test_a_route_without_its_parameters_is_not_valid() -> void:
	expect(not Route.to(&"card").is_valid(), "no entry")
	expect(Route.to(&"card", {"entry_id": "e1"}).is_valid(), "an entry")
	expect(not Route.to(&"nowhere").is_valid(), "no such route")


func test_the_tabs_are_five() -> void:
	expect_equal(Route.TABS.size(), 5)
	expect_equal(Route.to(&"camera").tab(), 2)
	expect_equal(Route.to(&"settings").tab(), -1)


func test_who_may_open_what() -> void:
	expect_equal(Route.to(&"animal", {"animal_id": "x"}).access(), Route.Access.ANYBODY)
	expect_equal(Route.to(&"register").access(), Route.Access.SIGNED_OUT)
	expect_equal(Route.to(&"dex").access(), Route.Access.SIGNED_IN)
