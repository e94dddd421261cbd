extends TestCase
## The parts of a tree that are loaded, held, stored and dropped.

var api: ApiClient
var graph: FakeGraph


func before() -> void:
	TreeCopy.delete_all()
	api = adopt(ApiClient.new())
	graph = FakeGraph.new(api.http)
	api.graph = graph


func after() -> void:
	TreeCopy.delete_all()
	super()


func test_a_small_tree_is_there_whole() -> void:
	graph.nodes = FakeTree.large(60)
	var parts: TreeParts = await _parts()
	expect_equal(graph.asked, ["life 4", "life -1"] as Array[String])
	expect_equal(parts.nodes().size(), graph.nodes.size())
	parts.look(["order:Mammalia 0", "species:3"])
	expect_equal(graph.asked.size(), 2, "nothing more is asked")


func test_of_a_large_tree_the_upper_ranks_come_first_and_then_what_is_in_sight() -> void:
	graph.nodes = FakeTree.large(8000)
	var parts: TreeParts = await _parts()
	expect_equal(graph.asked, ["life 4"] as Array[String])
	expect(parts.is_closed("order:%s 0" % AnimalClass.ALL[0]), "the animals are not held")
	parts.look(["order:%s 0" % AnimalClass.ALL[0], "order:%s 1" % AnimalClass.ALL[0]])
	expect_equal(graph.asked.slice(1), ["order:%s 0 -1" % AnimalClass.ALL[0], "order:%s 1 -1" % AnimalClass.ALL[0]])
	expect(parts.has("species:0") and parts.has("species:79"), "what is in sight")
	expect(not parts.has("species:80"), "and nothing else")
	parts.look(["species:0", "species:79"])
	expect_equal(graph.asked.size(), 3, "what is held is not asked for again")


func test_the_largest_branch_that_comes_whole_is_asked_for() -> void:
	graph.nodes = FakeTree.large(2400)
	var parts: TreeParts = await _parts()
	parts.look(["order:%s 0" % AnimalClass.ALL[0]])
	expect_equal(graph.asked.back(), "class:%s -1" % AnimalClass.ALL[0])
	expect(parts.has("species:299"), "all of the class, of 300 animals")


func test_what_is_longest_out_of_sight_is_forgotten() -> void:
	graph.nodes = FakeTree.large(4000)
	var parts: TreeParts = await _parts()
	for index: int in 5:
		parts.look(["class:" + AnimalClass.ALL[index], "order:%s %d" % [AnimalClass.ALL[index], index * 500 / 40 + 1]])
	expect(parts.has("species:2100"), "in sight")
	parts.look(["species:2100"])
	expect(not parts.has("species:100"), "the first is forgotten")
	expect(parts.has("species:600"), "the second is held still")
	expect(parts.is_closed("order:%s 1" % AnimalClass.ALL[0]), "and can be had again")


func test_however_far_one_walks_no_more_is_held_than_is_drawn() -> void:
	graph.nodes = FakeTree.large(20_000)
	var parts: TreeParts = await _parts()
	var upper: int = parts.nodes().size()
	for order: int in range(0, 500, 5):
		parts.look(_orders(order, order + 5))
		expect(parts.held_count() <= TreeParts.HELD + 5 * 41, "bounded")
		expect(parts.has("species:%d" % (order * 40)), "and in sight there is everything")
	expect(parts.nodes().size() <= upper + TreeParts.HELD + 5 * 41, "what is held altogether")
	expect(DirAccess.get_files_at("user://tree/ana").size() >= TreeCopy.MOST, "the device has been full")
	var kept: Array = Array(DirAccess.get_files_at("user://tree/ana")).filter(
		func(name: String) -> bool: return LocalFile.is_kept("user://tree/ana".path_join(name))
	)
	expect_equal(kept.size(), TreeCopy.MOST, "and has kept no more than it may")


func test_the_levels_of_a_large_order_are_forgotten_too() -> void:
	graph.nodes = FakeTree.large_order(20_000)
	var parts: TreeParts = await _parts()
	var upper: int = parts.nodes().size()
	await parts.reach(["life", "order:Songbirds", "family:0", "species:0"])
	for family: int in 100:
		parts.look(["family:%d" % family])
		parts.look(["species:%d" % (family * 100)])
	expect(parts.held_count() <= TreeParts.HELD, "bounded")
	parts.look(["life"])
	expect(not parts.has("species:0") and parts.has("species:9950"), "the last are there still")
	expect(parts.nodes().size() <= upper + TreeParts.HELD, "altogether")


func test_a_large_order_comes_level_by_level() -> void:
	graph.nodes = FakeTree.large_order(1500)
	var parts: TreeParts = await _parts()
	var way: PackedStringArray = ["life", "order:Songbirds", "family:9", "species:910"]
	expect(await parts.reach(way), "reached")
	expect_equal(graph.asked.slice(1), ["order:Songbirds 1", "family:9 -1"])
	expect(parts.has("species:910") and not parts.has("species:810"), "one family")


func test_what_was_seen_is_there_without_a_connection() -> void:
	graph.nodes = FakeTree.large(2400)
	var first: TreeParts = await _parts()
	first.look(["class:" + AnimalClass.ALL[0], "order:%s 0" % AnimalClass.ALL[0]])
	graph.problem = Problem.of(Problem.OFFLINE)
	var again := TreeParts.new(api, "ana", WhoseTree.of_mode(TreeMode.FRIENDS))
	expect(not again.is_empty() and again.kept_at > 0.0, "the upper ranks")
	expect_equal((await again.refresh()).code, Problem.OFFLINE)
	again.look(["order:%s 0" % AnimalClass.ALL[0]])
	expect(again.has("species:0"), "the branch")
	expect(TreeParts.new(api, "mika", WhoseTree.of_mode(TreeMode.FRIENDS)).is_empty(), "nobody else's")
	expect(TreeParts.new(api, "ana", WhoseTree.of_mode(TreeMode.GLOBAL)).is_empty(), "of no other mode")


func test_what_is_the_same_still_is_not_asked_for_again() -> void:
	graph.nodes = FakeTree.large(60)
	await _parts()
	await _parts()
	expect_equal(graph.asked, ["life 4", "life -1", "life 4"] as Array[String])


func test_a_changed_tree_is_loaded_anew_and_takes_the_copy_away() -> void:
	graph.nodes = FakeTree.large(2400)
	var parts: TreeParts = await _parts()
	parts.look(["order:%s 0" % AnimalClass.ALL[0]])
	graph.nodes = FakeTree.large(1600)
	graph.version = "2"
	await parts.refresh()
	expect(parts.has("species:0"), "what was in sight stays until it is there anew")
	graph.problem = Problem.of(Problem.OFFLINE)
	var kept := TreeParts.new(api, "ana", WhoseTree.of_mode(TreeMode.FRIENDS))
	kept.look(["order:%s 0" % AnimalClass.ALL[0]])
	expect(not kept.has("species:0"), "the old branch is not kept")
	graph.problem = null
	parts.look(["species:0"])
	expect(not parts.has("species:299"), "a class has 200 animals now")


func test_a_branch_that_is_newer_than_the_rest_brings_the_rest_up_to_date() -> void:
	graph.nodes = FakeTree.large(2400)
	var parts: TreeParts = await _parts()
	graph.version = "2"
	parts.look(["order:%s 0" % AnimalClass.ALL[0]])
	expect_equal(graph.asked.back(), "life 4")


func test_a_branch_can_be_shown_alone() -> void:
	graph.nodes = FakeTree.large(2400)
	var parts := TreeParts.new(api, "ana", WhoseTree.of_mode(TreeMode.FRIENDS), "class:" + AnimalClass.ALL[0])
	await parts.refresh()
	expect_equal(graph.asked, ["class:%s 1" % AnimalClass.ALL[0], "class:%s -1" % AnimalClass.ALL[0]])
	expect(parts.has("species:0") and not parts.has("life"), "it alone")


func test_one_persons_tree_is_asked_for_and_kept_by_itself() -> void:
	graph.nodes = FakeTree.large(60)
	var parts := TreeParts.new(api, "ana", WhoseTree.of_person("mika"))
	await parts.refresh()
	expect_equal(graph.queries[0], {"mode": TreeMode.SELECTED, "users": "mika"})
	expect(not TreeParts.new(api, "ana", WhoseTree.of_person("mika")).is_empty(), "kept")
	expect(TreeParts.new(api, "ana", WhoseTree.of_person("jo")).is_empty(), "nobody else's")


func test_what_does_not_load_is_told() -> void:
	graph.nodes = FakeTree.large(2400)
	var parts: TreeParts = await _parts()
	graph.problem = Problem.of(Problem.OFFLINE)
	var told: Array[Problem] = []
	parts.failed.connect(func(problem: Problem) -> void: told.append(problem))
	parts.look(["order:%s 0" % AnimalClass.ALL[0]])
	expect_equal(told.size(), 1)
	expect(not await parts.reach(["life", "order:%s 0" % AnimalClass.ALL[0], "species:0"]), "not reached")


func test_the_sightings_of_an_animal_are_there_the_most_liked_first() -> void:
	var dex := FakeDex.new(api.http)
	api.dex = dex
	var mine: Entry = Entry.from_json(DocumentsOf.entry("1", "moose"))
	mine.likes = 1
	var node: TreeNode = TreeNode.from_json(
		{"animal_id": "moose", "sightings": 2, "people": 2, "who": [{"user_id": "mika", "username": "mika"}]}
	)
	var me: Me = Me.from_json({"id": "ana", "username": "ana"})
	var friends: Array[Friendship] = []
	for id: String in ["jo", "mika"]:
		friends.append(Friendship.from_json({"id": id, "person": {"id": id, "username": id}}))
	var sightings := AnimalSightings.new(api)
	await sightings.load(node, DexCard.of([mine] as Array[Entry]), me, friends)
	expect_equal(dex.asked, ["mika moose"] as Array[String], "only who has met it")
	expect_equal(
		sightings.items.map(func(one: AnimalSightings.Sighting) -> String: return one.person.id), ["mika", "ana"]
	)


func _orders(first: int, last: int) -> PackedStringArray:
	return range(first, last).map(
		func(order: int) -> String: return "order:%s %d" % [AnimalClass.ALL[order * 40 * 8 / 20_000], order]
	)


func _parts() -> TreeParts:
	var parts := TreeParts.new(api, "ana", WhoseTree.of_mode(TreeMode.FRIENDS))
	await parts.refresh()
	return parts


class FakeGraph:
	## Answers from a whole tree, at once.
	extends GraphApi

	var nodes: Array[TreeNode] = []
	var version: String = "1"
	var problem: Problem
	var asked: Array[String] = []
	var queries: Array[Dictionary] = []

	func branch(whose: WhoseTree, root: String, depth: int, _stop: Cancellation) -> ApiResult:
		queries.append(whose.query())
		asked.append("%s %d" % [root, depth])
		if problem:
			return ApiResult.failed(problem)
		var document: Dictionary = FakeTree.document(FakeTree.branch(nodes, root, depth), version)
		var result: ApiResult = ApiResult.of(AnimalTree.from_json(document))
		result.response = HttpResponse.answered(200, [], JSON.stringify(document).to_utf8_buffer())
		return result


class FakeDex:
	## Everybody has met every animal once, with three likes.
	extends DexApi

	var asked: Array[String] = []

	func entries_of(user_id: String, query: Dictionary) -> ApiResult:
		asked.append("%s %s" % [user_id, query["animal_id"]])
		var document: Dictionary = DocumentsOf.entry("2", "moose")
		document["likes"] = 3
		return ApiResult.of(EntryPage.from_json({"items": [document]}))
