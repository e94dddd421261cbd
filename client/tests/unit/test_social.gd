extends TestCase
## Friends, requests, friends' dexes, the feed and notices.

const FRIENDS := "GET /api/v1/social/friendships/friends"
const PENDING := "GET /api/v1/social/friendships/pending"
const SENT := "GET /api/v1/social/friendships/sent"
const OVERVIEW := "GET /api/v1/dex/entries/friends_overview"
const FEED := "GET /api/v1/social/feed"
const MIKAS := "GET /api/v1/dex/entries/user/mika/entries"
const MIKA: Dictionary = {"id": "mika", "username": "mika_k", "display_name": "Mika"}

var server: LocalServer
var api: ApiClient
var circle: Circle
var outbox: Outbox


func before() -> void:
	SocialCopy.delete_all()
	server = adopt(LocalServer.new())
	api = adopt(ApiClient.new())
	api.connect_to(server.origin)
	api.credentials.keep("token", "refresh", 3600)
	outbox = Outbox.new(api, "user://test_social_outbox")
	outbox.clear()
	circle = Circle.new(api, SocialCopy.new("test"))
	for list: String in [FRIENDS, PENDING, SENT, OVERVIEW]:
		server.answer(list, 200, _page([]))


func test_a_code_is_found_in_what_is_typed() -> void:
	for typed: String in ["K7QDM4XP", "k7qd-m4xp", " k7qd m4xp ", "https://example.org/#/f/K7QDM4XP"]:
		expect_equal(FriendLink.code_in(typed), "K7QDM4XP", typed)
	for typed: String in ["", "mika", "K7QDM4X", "K7QDM4X0", "K7QDM4XPP"]:
		expect_equal(FriendLink.code_in(typed), "", typed)


func test_a_link_leads_to_the_route_of_its_code() -> void:
	var link: String = FriendLink.of("K7QDM4XP", "https://example.org")
	var route: Route = Route.parse(link.trim_prefix("https://example.org/"))
	expect_equal(route.name, &"friend_code")
	expect_equal(route.params["code"], "K7QDM4XP")


func test_every_page_of_friends_is_read() -> void:
	server.answers.erase(FRIENDS)
	server.answer(FRIENDS, 200, _page([_friendship("mika", Relation.FRIENDS)], "2"))
	server.answer(FRIENDS, 200, _page([_friendship("jo", Relation.FRIENDS)]))
	await circle.refresh()
	expect(circle.is_loaded, "loaded")
	expect_equal(circle.friends.size(), 2)
	expect_equal(server.last(FRIENDS)["query"], "cursor=2")


func test_what_is_new_to_one_is_said_of_each_friend() -> void:
	_have_friend()
	await circle.refresh()
	var overview: FriendOverview = circle.overviews["mika"]
	expect_equal(FriendWords.numbers(overview), "38 animals, 11 new to you")
	overview.unseen = 0
	expect_equal(FriendWords.numbers(overview), "38 animals")


func test_without_an_answer_the_lists_stay() -> void:
	_have_friend()
	await circle.refresh()
	server.answers.erase(PENDING)
	server.problem(PENDING, 429, ProblemCode.TOO_MANY_ATTEMPTS, ["Retry-After: 60"])
	await circle.refresh()
	expect_equal(circle.problem.code, ProblemCode.TOO_MANY_ATTEMPTS)
	expect_equal(circle.friends.size(), 1)


func test_friends_are_there_at_the_next_start() -> void:
	_have_friend()
	await circle.refresh()
	var next := Circle.new(api, SocialCopy.new("test"))
	expect(next.is_loaded, "loaded")
	expect_equal(next.with("mika").relation, Relation.FRIENDS)
	expect_equal(next.overviews["mika"].animals, 38)
	expect(not Circle.new(api, SocialCopy.new("somebody else")).is_loaded, "of each person on their own")


func test_nothing_of_who_is_no_friend_any_more_is_kept() -> void:
	_have_friend()
	await circle.refresh()
	SocialCopy.new("test").write(Feed.LIST, [{"id": "1", "person": MIKA, "news": []}])
	server.answer("DELETE /api/v1/social/friendships/f-mika/unfriend", 204)
	server.answers.erase(FRIENDS)
	server.problem(FRIENDS, 429, ProblemCode.TOO_MANY_ATTEMPTS, ["Retry-After: 60"])
	await circle.unfriend(circle.friends[0])
	expect_equal(Circle.new(api, SocialCopy.new("test")).friends.size(), 0)
	expect_equal(Feed.new(api, SocialCopy.new("test"), outbox).groups.size(), 0)


func test_signing_out_leaves_no_copy_of_friends() -> void:
	_have_friend()
	await circle.refresh()
	SocialCopy.delete_all()
	expect(not Circle.new(api, SocialCopy.new("test")).is_loaded, "nothing is known")


func test_an_accepted_request_makes_a_friend() -> void:
	server.answers.erase(PENDING)
	server.answer(PENDING, 200, _page([_friendship("mika", Relation.RECEIVED)]))
	server.answer(PENDING, 200, _page([]))
	await circle.refresh()
	_have_friend()
	server.answer("POST /api/v1/social/friendships/f-mika/respond", 200, _friendship("mika", Relation.FRIENDS))
	var problem: Problem = await circle.accept(circle.requests[0])
	expect(problem == null, "no problem")
	expect_equal(circle.requests.size(), 0)
	expect_equal(circle.with("mika").relation, Relation.FRIENDS)


func test_a_refused_answer_changes_nothing() -> void:
	server.answers.erase(PENDING)
	server.answer(PENDING, 200, _page([_friendship("mika", Relation.RECEIVED)]))
	server.problem("POST /api/v1/social/friendships/f-mika/respond", 409, ProblemCode.FRIEND_LIMIT)
	await circle.refresh()
	var problem: Problem = await circle.accept(circle.requests[0])
	expect_equal(problem.code, ProblemCode.FRIEND_LIMIT)
	expect_equal(circle.requests.size(), 1)
	expect(circle.busy.is_empty(), "not busy any more")


func test_a_friendship_that_is_gone_already_is_ended() -> void:
	_have_friend()
	await circle.refresh()
	server.answers.erase(FRIENDS)
	server.answer(FRIENDS, 200, _page([]))
	server.problem("DELETE /api/v1/social/friendships/f-mika/unfriend", 404, ProblemCode.NOT_FOUND)
	expect(await circle.unfriend(circle.friends[0]) == null, "what was wanted")
	expect_equal(circle.friends.size(), 0)


func test_the_end_of_a_friendship_is_told() -> void:
	_have_friend()
	await circle.refresh()
	var told: Array[String] = []
	var ended: Array[String] = []
	circle.friendship_changed.connect(told.append)
	circle.friendship_ended.connect(ended.append)
	server.answer("POST /api/v1/social/friendships/block", 204)
	await circle.block("mika")
	expect_equal(told, ["mika"] as Array[String])
	expect_equal(ended, ["mika"] as Array[String])


func test_a_friendship_that_the_other_ended_is_told_with_the_next_lists() -> void:
	_have_friend()
	server.answer(MIKAS, 200, _page([]))
	await circle.refresh()
	var ended: Array[String] = []
	circle.friendship_ended.connect(ended.append)
	server.answers.erase(FRIENDS)
	server.answer(FRIENDS, 200, _page([]))
	await circle.refresh()
	expect_equal(ended, ["mika"] as Array[String])


func test_what_others_show_is_asked_for_when_the_stamp_differs() -> void:
	_have_friend()
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"])]))
	var copy := SocialCopy.new("test")
	var feed := Feed.new(api, copy, outbox)
	await feed.refresh()
	var others := ViewOfOthers.new(api, copy, circle, feed)
	await others.follow("1.7")
	await others.follow("1.7")
	expect_equal(server.count(FEED), 2, "once for the stamp")
	server.answers.erase(FEED)
	server.answer(FEED, 200, _page([]))
	var told: Array[bool] = []
	others.changed.connect(func() -> void: told.append(true))
	await others.follow("1.8")
	expect_equal(feed.groups.size(), 0)
	expect_equal(told.size(), 1)
	await ViewOfOthers.new(api, SocialCopy.new("test"), circle, feed).follow("1.8")
	expect_equal(server.count(FEED), 3, "a restart with the same stamp asks for nothing")


func test_a_stamp_that_was_not_followed_is_followed_later() -> void:
	_have_friend()
	var copy := SocialCopy.new("test")
	var others := ViewOfOthers.new(api, copy, circle, Feed.new(api, copy, outbox))
	server.answers.erase(FRIENDS)
	server.problem(FRIENDS, 422, ProblemCode.VALIDATION_FAILED)
	await others.follow("1.7")
	expect(not copy.has(ViewOfOthers.LIST), "not kept")


func test_the_copy_of_a_friends_dex_follows_what_they_show() -> void:
	_have_friend()
	var copy := SocialCopy.new("test")
	var gone: Array[String] = []
	copy.pictures_gone.connect(func(urls: Array[String]) -> void: gone.append_array(urls))
	copy.write(SocialCopy.dex_of("mika"), [{"id": "moose", "pictures": [{"thumbnail_url": "/media/moose"}]}])
	server.answers.erase(OVERVIEW)
	server.answer(OVERVIEW, 200, _page([{"person": MIKA, "animals": 0, "catches": 0, "unseen": 0, "classes": {}}]))
	server.answer(MIKAS, 200, _page([]))
	await ViewOfOthers.new(api, copy, circle, Feed.new(api, copy, outbox)).follow("1.7")
	expect_equal(copy.read(SocialCopy.dex_of("mika")).size(), 0)
	expect_equal(gone, ["/media/moose"] as Array[String])


func test_who_shows_less_is_told_and_who_shows_more_is_not() -> void:
	var copy := SocialCopy.new("test")
	var others := ViewOfOthers.new(api, copy, circle, Feed.new(api, copy, outbox))
	var losses: Array[bool] = []
	others.lost.connect(func() -> void: losses.append(true))
	await _follow_birds(others, 5)
	await _follow_birds(others, 6)
	expect_equal(losses.size(), 0, "more")
	await _follow_birds(others, 5)
	expect_equal(losses.size(), 1, "less")


func test_a_swap_that_leaves_the_counts_as_they_are_is_noticed() -> void:
	var losses: Array[bool] = []
	var others: ViewOfOthers = _view_of_kept_dex(["moose", "bison"], losses)
	await _follow_dex(others, 2, ["cat", "bison"])
	expect_equal(losses.size(), 1, "the moose is hidden, a cat is there")
	await _follow_dex(others, 3, ["lynx", "cat", "bison"])
	expect_equal(losses.size(), 1, "a lynx has come")


func test_what_new_entries_push_to_the_next_page_is_not_hidden() -> void:
	var losses: Array[bool] = []
	var others: ViewOfOthers = _view_of_kept_dex(["moose", "bison"], losses)
	await _follow_dex(others, 3, ["cat", "moose"], "2")
	expect_equal(losses.size(), 0, "a cat has come")
	await _follow_dex(others, 4, ["lynx", "wolf"], "2")
	expect_equal(losses.size(), 1, "two have come, and one of those before is hidden")


func test_dexes_that_are_not_kept_are_not_asked_for() -> void:
	_have_friend()
	var copy := SocialCopy.new("test")
	await ViewOfOthers.new(api, copy, circle, Feed.new(api, copy, outbox)).follow("1.7")
	expect_equal(server.count(MIKAS), 0)


func test_a_stamp_is_followed_again_after_a_dex_that_did_not_load() -> void:
	var losses: Array[bool] = []
	var others: ViewOfOthers = _view_of_kept_dex(["moose"], losses)
	_have_friend()
	server.problem(MIKAS, 422, ProblemCode.VALIDATION_FAILED)
	await others.follow("1.7")
	server.answers.erase(MIKAS)
	server.answer(MIKAS, 200, _page([]))
	await others.follow("1.7")
	expect_equal(losses.size(), 1, "noticed the second time")


func test_what_is_new_is_asked_for_often_where_one_looks_at_others() -> void:
	expect(NewsWatch.is_due(&"social", 5.0, 0.0), "often")
	expect(not NewsWatch.is_due(&"dex", 5.0, 0.0), "not elsewhere")
	expect(NewsWatch.is_due(&"dex", 30.0, 0.0), "now and then")
	expect(not NewsWatch.is_due(&"social", 60.0, 301.0), "not when nobody is there")


func test_a_group_goes_on_over_pages() -> void:
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"])], "2"))
	server.answer(FEED, 200, _page([_group("g1", "mika", ["bison"]), _group("g2", "jo", ["cat"])]))
	var feed := Feed.new(api, SocialCopy.new("test"), outbox)
	await feed.refresh()
	expect(not feed.has_ended, "there is more")
	await feed.load_more()
	expect_equal(feed.groups.size(), 2)
	expect_equal(feed.groups[0].news.size(), 2)
	expect(feed.has_ended, "the end")


func test_a_feed_that_fails_keeps_what_is_shown() -> void:
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"])]))
	server.problem(FEED, 400, ProblemCode.INVALID_CURSOR)
	var feed := Feed.new(api, SocialCopy.new("test"), outbox)
	await feed.refresh()
	await feed.refresh()
	expect_equal(feed.problem.code, ProblemCode.INVALID_CURSOR)
	expect_equal(feed.groups.size(), 1)


func test_the_feed_of_a_friend_is_of_them_alone_and_is_not_kept() -> void:
	server.answer(FEED, 200, _page([_group("1", "mika", ["moose"])]))
	var copy := SocialCopy.new("test")
	copy.write(Feed.LIST, [_group("2", "jo", ["bison"])])
	var feed: Feed = Feed.new(api, copy, outbox).of_friend("mika")
	expect_equal([feed.is_loaded, feed.groups.size()], [false, 0], "everyone's copy is not theirs")
	await feed.refresh()
	expect_equal(server.last(FEED)["query"], "friend=mika")
	expect_equal(feed.groups.map(_owner), ["mika"])
	expect_equal(Feed.new(api, copy, outbox).groups.map(_owner), ["jo"], "the copy stays everyone's")


func test_who_is_no_friend_is_gone_from_the_feed() -> void:
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"]), _group("g2", "jo", ["cat"])]))
	var feed := Feed.new(api, SocialCopy.new("test"), outbox)
	await feed.refresh()
	feed.drop("mika")
	expect_equal(feed.groups.size(), 1)


func test_a_like_shows_at_once_and_goes_when_it_is_refused() -> void:
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"])]))
	server.problem("PUT /api/v1/dex/entries/moose/like", 404, ProblemCode.NOT_FOUND)
	var feed := Feed.new(api, SocialCopy.new("test"), outbox)
	await feed.refresh()
	var entry: Entry = feed.groups[0].news[0].entry
	var shown: Array[int] = []
	feed.changed.connect(func() -> void: shown.append(entry.likes))
	var problem: Problem = await feed.set_liked(entry, true)
	expect_equal(problem.code, ProblemCode.NOT_FOUND)
	expect_equal(shown, [1, 0] as Array[int])
	expect(not entry.liked_by_me, "taken back")


func test_a_like_is_kept_and_taken_back() -> void:
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"])]))
	server.answer("PUT /api/v1/dex/entries/moose/like", 204)
	server.answer("DELETE /api/v1/dex/entries/moose/like", 204)
	var feed := Feed.new(api, SocialCopy.new("test"), outbox)
	await feed.refresh()
	var entry: Entry = feed.groups[0].news[0].entry
	expect(await feed.set_liked(entry, true) == null, "liked")
	expect_equal(entry.likes, 1)
	expect(await feed.set_liked(entry, false) == null, "taken back")
	expect_equal(entry.likes, 0)


func test_a_like_waits_for_the_connection_and_goes_out_once() -> void:
	server.answer(FEED, 200, _page([_group("g1", "mika", ["moose"])]))
	var feed := Feed.new(api, SocialCopy.new("test"), outbox)
	await feed.refresh()
	api.connectivity.is_online = false
	expect(await feed.set_liked(feed.groups[0].news[0].entry, true) == null, "no problem")
	expect_equal(server.count("PUT /api/v1/dex/entries/moose/like"), 0)
	var later := Outbox.new(api, "user://test_social_outbox")
	var again := Feed.new(api, SocialCopy.new("test"), later)
	expect(again.groups[0].news[0].entry.liked_by_me, "shown from the copy, too")
	api.connectivity.is_online = true
	server.answer("PUT /api/v1/dex/entries/moose/like", 204)
	await later.flush()
	expect_equal(server.count("PUT /api/v1/dex/entries/moose/like"), 1)
	expect_equal(later.changes.size(), 0)


func test_a_waiting_like_of_what_is_gone_is_forgotten() -> void:
	api.connectivity.is_online = false
	var entry: Entry = Entry.from_json(DocumentsOf.entry("moose", "moose"))
	await Likes.put(outbox, entry, true, func() -> void: pass)
	api.connectivity.is_online = true
	server.problem("PUT /api/v1/dex/entries/moose/like", 404, ProblemCode.NOT_FOUND)
	await outbox.flush()
	expect_equal(outbox.changes.size(), 0)


func test_notices_are_read_when_they_are_opened() -> void:
	server.answer("GET /api/v1/social/summary", 200, {"requests": 1, "unread": 2, "photographs": 0})
	server.answer("GET /api/v1/social/summary", 200, {"requests": 1, "unread": 0, "photographs": 0})
	server.answer("GET /api/v1/social/notices", 200, _page([_notice(NoticeKind.REQUEST)]))
	server.answer("POST /api/v1/social/notices/read", 204)
	var notices := Notices.new(api, SocialCopy.new("test"))
	await notices.count()
	expect_equal(notices.unread, 2)
	await notices.open()
	expect_equal(notices.unread, 0)
	var body: PackedByteArray = server.last("POST /api/v1/social/notices/read")["body"]
	expect_equal(body.get_string_from_utf8(), '{"until":"2026-06-14T10:00:00Z"}')


func test_notices_that_are_kept_are_brought_up_to_date_and_stay_unread() -> void:
	var copy := SocialCopy.new("test")
	copy.write(Notices.LIST, [_notice(NoticeKind.ACCEPTED), _notice(NoticeKind.REQUEST)])
	server.answer("GET /api/v1/social/notices", 200, _page([_notice(NoticeKind.REQUEST)]))
	var notices := Notices.new(api, copy)
	await notices.refresh()
	expect_equal(notices.items.size(), 1)
	expect_equal(Notices.new(api, copy).items.size(), 1, "kept")
	expect(not notices.items[0].is_read, "unread")
	expect_equal(server.count("POST /api/v1/social/notices/read"), 0, "nothing is marked as read")


func test_notices_that_nobody_has_opened_are_not_asked_for() -> void:
	await Notices.new(api, SocialCopy.new("test")).refresh()
	expect_equal(server.count("GET /api/v1/social/notices"), 0)


func test_a_notice_is_a_sentence() -> void:
	expect_equal(NoticeWords.sentence(Notice.from_json(_notice(NoticeKind.REQUEST))), "Mika wants to be friends.")
	var like: Dictionary = _notice(NoticeKind.LIKE)
	like["entry"] = DocumentsOf.entry("1", "moose", {"likes": 3})
	expect_equal(NoticeWords.sentence(Notice.from_json(like)), "Mika and 2 others like your moose.")


func test_a_friends_dex_has_a_card_an_animal() -> void:
	server.answer(MIKAS, 200, _page([DocumentsOf.entry("1", "moose"), DocumentsOf.entry("2", "bison")], "2"))
	server.answer(MIKAS, 200, _page([DocumentsOf.entry("3", "moose"), DocumentsOf.entry("4", "cat")]))
	var dex := FriendDex.new(api, "mika", SocialCopy.new("test"))
	await dex.load_more()
	await dex.load_more()
	expect_equal(dex.entries.size(), 3)
	expect(dex.has_ended, "the end")


func test_a_friends_unseen_animals_are_asked_for_anew() -> void:
	server.answer(MIKAS, 200, _page([DocumentsOf.entry("1", "moose"), DocumentsOf.entry("2", "bison")]))
	server.answer(MIKAS, 200, _page([DocumentsOf.entry("2", "bison")]))
	var dex := FriendDex.new(api, "mika", SocialCopy.new("test"))
	await dex.load_more()
	dex.is_unseen_only = true
	await until(func() -> bool: return dex.is_loaded, "loaded again")
	expect_equal(dex.entries.size(), 1)
	expect_equal(server.last(MIKAS)["query"], "not_seen_by_me=true&sort=creation_index")


func test_a_friends_dex_is_there_without_a_connection_until_the_friendship_ends() -> void:
	server.answer(MIKAS, 200, _page([DocumentsOf.entry("1", "moose")], "2"))
	var copy := SocialCopy.new("test")
	server.answer("GET /api/v1/users/mika", 200, MIKA.merged({"relation": Relation.FRIENDS}))
	await copy.person(api, "mika")
	await FriendDex.new(api, "mika", copy).load_more()
	api.http.origin = "http://127.0.0.1:9"
	var dex := FriendDex.new(api, "mika", copy)
	await dex.load_more()
	expect_equal(dex.entries.size(), 1)
	expect(dex.is_copy, "and it is said that it is a copy")
	api.http.origin = server.origin
	server.answers.erase(MIKAS)
	server.answer(MIKAS, 200, _page([DocumentsOf.entry("2", "bison")]))
	await dex.load_more()
	expect(not dex.is_copy, "what loads takes the place of the copy")
	expect_equal(dex.entries.map(func(entry: Entry) -> String: return entry.animal.id), ["bison"])
	api.http.origin = "http://127.0.0.1:9"
	expect_equal(((await copy.person(api, "mika")).value as Person).display_name, "Mika")
	copy.forget("mika")
	expect(not (await copy.person(api, "mika")).is_ok(), "nobody is known")
	var gone := FriendDex.new(api, "mika", copy)
	await gone.load_more()
	expect_equal(gone.entries.size(), 0)


func test_a_leaderboard_is_of_a_period_by_the_clock_here() -> void:
	var route: String = "GET /api/v1/social/leaderboard"
	server.answer(route, 200, {"items": [{"person": MIKA, "animals": 3, "discoveries": 0, "streak": 1}]})
	var result: ApiResult = await api.social.leaderboard(LeaderboardPeriod.EVER)
	expect_equal((result.value as Leaderboard).items[0].animals, 3)
	expect_equal(server.last(route)["query"], "period=ever&utc_offset=%d" % SightingTime.device_offset())


func test_who_likes_an_entry_is_read_by_pages() -> void:
	var route: String = "GET /api/v1/dex/entries/moose/likes"
	server.answer(route, 200, _page([{"person": MIKA, "at": "2026-06-14T10:00:00Z", "friend": true}], "2"))
	var result: ApiResult = await api.dex.likes("moose", "1")
	expect_equal((result.value as LikerPage).next_cursor, "2")
	expect_equal(server.last(route)["query"], "cursor=1")


func test_an_appeal_names_the_entry_if_it_is_about_one() -> void:
	var route: String = "POST /api/v1/social/appeals"
	server.answer(route, 200, {})
	await api.social.appeal("It is mine.", "e1")
	expect_equal(_sent(route), {"words": "It is mine.", "entry_id": "e1"})
	await api.social.appeal("I am no bot.", "")
	expect_equal(_sent(route), {"words": "I am no bot."})


func test_a_wrong_animal_is_reported_as_a_wrong_identification() -> void:
	expect_equal(ReportQuestion.kind_of_card_report(ReportReason.WRONG_ANIMAL), ReportKind.IDENTIFICATION)
	expect_equal(ReportQuestion.kind_of_card_report(ReportReason.STOLEN), ReportKind.ENTRY)


func test_refusals_are_plain() -> void:
	var missing := Problem.of(ProblemCode.NOT_FOUND)
	expect_equal(FriendWords.refusal(missing, true), "Nobody has this code. Check it letter by letter.")
	expect_equal(FriendWords.refusal(missing, false), "Nobody has this name.")
	var over := Problem.of(ProblemCode.TOO_MANY_ATTEMPTS)
	over.retry_after = 80000
	expect_equal(FriendWords.refusal(over, false), "Enough for today. Try tomorrow.")


## Follows a new stamp, with this many birds in the friend's dex.
func _follow_birds(others: ViewOfOthers, birds: int) -> void:
	_have_friend()
	server.answers.erase(OVERVIEW)
	var seen: Dictionary = {"person": MIKA, "animals": 9, "catches": 9, "unseen": 0, "classes": {"Aves": birds}}
	server.answer(OVERVIEW, 200, _page([seen]))
	await others.follow(str(Time.get_ticks_usec()))


## A view with a copy of the friend's first page with these animals.
func _view_of_kept_dex(animals: Array[String], losses: Array[bool]) -> ViewOfOthers:
	var copy := SocialCopy.new("test")
	copy.write(Circle.FRIENDS, [_friendship("mika", Relation.FRIENDS)])
	copy.write(Circle.OVERVIEWS, [_overview(animals.size())])
	copy.write(SocialCopy.dex_of("mika"), animals.map(_entry))
	circle = Circle.new(api, copy)
	var others := ViewOfOthers.new(api, copy, circle, Feed.new(api, copy, outbox))
	others.lost.connect(func() -> void: losses.append(true))
	return others


## Follows a new stamp, with these animals on the friend's first page.
func _follow_dex(others: ViewOfOthers, catches: int, animals: Array[String], cursor: Variant = null) -> void:
	_have_friend()
	for request: String in [OVERVIEW, MIKAS]:
		server.answers.erase(request)
	server.answer(OVERVIEW, 200, _page([_overview(catches)]))
	server.answer(MIKAS, 200, _page(animals.map(_entry), cursor))
	await others.follow(str(Time.get_ticks_usec()))


func _overview(catches: int) -> Dictionary:
	return {"person": MIKA, "animals": catches, "catches": catches, "unseen": 0, "classes": {}}


func _entry(animal: String) -> Dictionary:
	return DocumentsOf.entry(animal, animal)


func _have_friend() -> void:
	for list: String in [FRIENDS, OVERVIEW]:
		server.answers.erase(list)
	server.answer(FRIENDS, 200, _page([_friendship("mika", Relation.FRIENDS)]))
	server.answer(OVERVIEW, 200, _page([{"person": MIKA, "animals": 38, "catches": 50, "unseen": 11}]))


func _friendship(user_id: String, relation: String) -> Dictionary:
	return {"id": "f-" + user_id, "relation": relation, "person": {"id": user_id, "username": user_id}}


func _owner(group: NewsGroup) -> String:
	return group.person.id


func _group(id: String, user_id: String, animals: Array[String]) -> Dictionary:
	var news: Array[Dictionary] = []
	for animal: String in animals:
		news.append({"entry": DocumentsOf.entry(animal, animal), "badges": [], "mine_since": null})
	return {"id": id, "person": {"id": user_id, "username": user_id}, "news": news}


func _notice(kind: String) -> Dictionary:
	return {"id": "n", "kind": kind, "at": "2026-06-14T10:00:00Z", "read": false, "person": MIKA}


func _page(items: Array, cursor: Variant = null) -> Dictionary:
	return {"items": items, "next_cursor": cursor}


func _sent(request: String) -> Dictionary:
	var body: PackedByteArray = server.last(request)["body"]
	return JSON.parse_string(body.get_string_from_utf8())
