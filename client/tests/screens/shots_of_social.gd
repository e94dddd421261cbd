class_name ShotsOfSocial
## Friends, requests and the feed; a person; the page of a friend's link.

const TAB := 3
const CODE := "K7QDM4XP"


static func all() -> Array[Shot]:
	var large := Shot.of("social-large", "social", TAB, _show_friends)
	large.text_size = 150
	return [
		Shot.of("social", "social", TAB, _show_friends),
		large,
		Shot.of("social-feed", "social", TAB, _show_feed),
		Shot.of("social-feed-whose", "social", TAB, _show_whose),
		Shot.of("social-empty", "social", TAB, _show_circle.bind([], [], [])),
		Shot.of("social-feed-empty", "social", TAB, _show_no_feed),
		Shot.of("social-loading", "social", TAB, _show_loading),
		Shot.of("social-error", "social", TAB, _show_error),
		Shot.of("social-refused", "social", TAB, _show_refused),
		Shot.of("social-code", "social", TAB, _show_code),
		Shot.of("social-leaderboard", "social", TAB, _show_leaderboard),
		Shot.of("social-notices", "social", TAB, _show_notices),
		Shot.of("social-no-notices", "social", TAB, _show_items.bind([] as Array[Notice])),
		Shot.of("social-menu", "social", TAB, _show_row_menu),
		Shot.of("social-unfriend", "social", TAB, _show_unfriend),
		Shot.of("social-report", "social", TAB, _show_report),
		Shot.of("friend-code", "friend_code", TAB, _show_found),
		Shot.of("friend-code-nobody", "friend_code", TAB, _show_nobody),
		Shot.of("person", "person", TAB, _show_person),
		Shot.of("person-menu", "person", TAB, _show_menu),
		Shot.of("person-stranger", "person", TAB, _show_stranger),
		Shot.of("person-copy", "person", TAB, _show_copy),
		Shot.of("person-asking", "person", TAB, _show_asking),
		Shot.of("person-gone", "person", TAB, _show_gone),
	]


static func _show_friends(screen: Screen) -> void:
	_show_circle(
		screen,
		[
			_friendship("Mika", Relation.FRIENDS),
			_friendship("Jo Farrow", Relation.FRIENDS),
			_friendship("Priya", "friends")
		],
		[_friendship("Tomasz", Relation.RECEIVED), _friendship("Lena K.", Relation.RECEIVED)],
		[_friendship("Sam", Relation.SENT)]
	)


static func _show_circle(screen: Screen, friends: Array, requests: Array, sent: Array) -> void:
	var circle := Circle.new(Api, SocialCopy.new("test"))
	circle.is_loaded = true
	circle.friends.assign(friends)
	circle.requests.assign(requests)
	circle.sent.assign(sent)
	circle.overviews = {
		"mika": _overview(38, 11, {"Insecta": 14, "Amphibia": 12, "Aves": 12}),
		"jo farrow": _overview(21, 5, {"Arachnida": 11, "Mammalia": 10}),
	}
	screen.call(&"show_code", CODE)
	var groups: Array[NewsGroup] = []
	if friends:
		groups = _groups()
	screen.call(&"bind", circle, _feed(groups))
	var pictures: Array[String] = ["duck.webp", "cow.webp"]
	for index: int in mini(friends.size(), pictures.size()):
		var row: PersonRow = screen.get_node(^"%Friends").get_node(^"%Rows").get_child(index)
		row.show_picture(Fakes.photo(pictures[index]))
	_show_pictures(screen)


static func _show_feed(screen: Screen) -> void:
	_show_friends(screen)
	screen.call(&"_show_tab", 1)
	screen.get_node(^"%Tabs").call(&"show_options", PackedStringArray(["Friends", "Feed"]), 1)


static func _show_whose(screen: Screen) -> void:
	_show_feed(screen)
	screen.get_node(^"%Feed").call(&"_ask_whose")


static func _show_no_feed(screen: Screen) -> void:
	_show_circle(screen, [], [], [])
	screen.call(&"_show_tab", 1)


static func _show_loading(screen: Screen) -> void:
	screen.call(&"show_code", CODE)
	screen.call(
		&"bind",
		Circle.new(Api, SocialCopy.new("test")),
		Feed.new(Api, SocialCopy.new("test"), Outbox.new(Api, "user://shots_outbox"))
	)


static func _show_error(screen: Screen) -> void:
	var circle := Circle.new(Api, SocialCopy.new("test"))
	circle.problem = Problem.of(Problem.OFFLINE)
	var feed := Feed.new(Api, SocialCopy.new("test"), Outbox.new(Api, "user://shots_outbox"))
	feed.problem = Problem.of(Problem.OFFLINE)
	screen.call(&"show_code", CODE)
	screen.call(&"bind", circle, feed)


static func _show_refused(screen: Screen) -> void:
	_show_friends(screen)
	var add: AddFriend = screen.get_node(^"%Add")
	(add.get_node(^"%Input") as LineEdit).text = "K7QDM4X8"
	add.say(FriendWords.refusal(Problem.of(ProblemCode.NOT_FOUND), true), true)


static func _show_code(screen: Screen) -> void:
	_show_friends(screen)
	screen.call(&"_enlarge")


static func _show_leaderboard(screen: Screen) -> void:
	_show_friends(screen)
	var sheet: LeaderboardSheet = load("res://screens/social/leaderboard_sheet.tscn").instantiate()
	Layers.of(screen).open(sheet)
	var scores: Array[LeaderboardScore] = []
	for facts: Array in [["Mika", 9, 1, 6], ["Ana Rivera", 7, 0, 2], ["Jo Farrow", 7, 2, 0], ["Priya", 1, 0, 1]]:
		var person: Dictionary = {"id": facts[0], "username": "", "display_name": facts[0]}
		var score: Dictionary = {"person": person, "animals": facts[1], "discoveries": facts[2], "streak": facts[3]}
		scores.append(LeaderboardScore.from_json(score))
	sheet.show_scores(scores)


static func _show_notices(screen: Screen) -> void:
	_show_items(
		screen,
		[
			_notice(NoticeKind.REQUEST, "Tomasz", false),
			_notice(NoticeKind.LIKE, "Jo Farrow", false),
			_notice(NoticeKind.DISCOVERY, "Mika", true),
			_notice(NoticeKind.BADGE, "", true),
			_notice(NoticeKind.ACCEPTED, "Mika", true),
		]
	)


static func _show_items(screen: Screen, items: Array[Notice]) -> void:
	_show_friends(screen)
	var sheet: NoticesSheet = load("res://screens/social/notices_sheet.tscn").instantiate()
	Layers.of(screen).open(sheet)
	var notices := Notices.new(Api, SocialCopy.new("test"))
	notices.is_loaded = true
	notices.has_ended = true
	notices.items = items
	sheet.bind(notices)


static func _notice(kind: String, name: String, is_read: bool) -> Notice:
	var entry: Dictionary = _news("Moose", "Alces alces", "Mammalia", 18, "", false)["entry"]
	entry["likes"] = 3
	return (
		Notice
		. from_json(
			{
				"id": kind,
				"kind": kind,
				"at": Time.get_datetime_string_from_system(true) + "Z",
				"read": is_read,
				"person": {"id": name, "username": name, "display_name": name} if name else null,
				"entry": entry if kind in [NoticeKind.LIKE, NoticeKind.DISCOVERY] else null,
				"badge": "animals-10" if kind == NoticeKind.BADGE else null,
			}
		)
	)


static func _show_row_menu(screen: Screen) -> void:
	_show_friends(screen)
	var mika: Friendship = _friendship("Mika", Relation.FRIENDS)
	PersonMenu.open(screen, mika.person, mika)


static func _show_unfriend(screen: Screen) -> void:
	_show_row_menu(screen)
	(Layers.of(screen).find_child("ActionList", true, false) as ActionList).chosen.emit(1)


static func _show_report(screen: Screen) -> void:
	_show_friends(screen)
	ReportQuestion.about_person(screen, _friendship("Mika", Relation.FRIENDS).person)


static func _show_found(screen: Screen) -> void:
	screen.call(&"show_person", _person(Relation.NONE))


static func _show_nobody(screen: Screen) -> void:
	screen.call(&"show_error", Problem.of(ProblemCode.NOT_FOUND))


static func _show_person(screen: Screen) -> void:
	screen.call(&"bind", FriendDex.new(Api, "mika", SocialCopy.new("test")))
	screen.call(&"show_overview", _overview(38, 11, {"Insecta": 14, "Amphibia": 12, "Aves": 12}))
	screen.call(&"show_person", _person(Relation.FRIENDS))
	screen.call(&"show_picture", Fakes.photo("duck.webp"))
	var faces: Array[CardFace] = []
	for key: StringName in [&"angelfish", &"jaguar", &"macaw", &"moose", &"hedgehog", &"goldfish"]:
		var face: CardFace = Fakes.face(key)
		face.is_favorite = false
		face.is_new = key in [&"angelfish", &"macaw"]
		faces.append(face)
	screen.call(&"show_faces", faces)


static func _show_menu(screen: Screen) -> void:
	_show_person(screen)
	screen.call(&"_show_menu")


static func _show_stranger(screen: Screen) -> void:
	_show_nothing_of(screen, Relation.NONE)


static func _show_asking(screen: Screen) -> void:
	_show_nothing_of(screen, Relation.RECEIVED)


static func _show_nothing_of(screen: Screen, relation: String) -> void:
	var dex := FriendDex.new(Api, "mika", SocialCopy.new("test"))
	dex.is_loaded = true
	screen.call(&"bind", dex)
	screen.call(&"show_overview", null)
	screen.call(&"show_person", _person(relation))
	screen.call(&"show_dex")


static func _show_copy(screen: Screen) -> void:
	var dex := FriendDex.new(Api, "mika", SocialCopy.new("test"))
	dex.is_copy = true
	dex.problem = Problem.of(Problem.OFFLINE)
	screen.call(&"bind", dex)
	screen.call(&"show_person", _person(Relation.FRIENDS))
	screen.call(&"show_dex")


static func _show_gone(screen: Screen) -> void:
	screen.call(&"show_error", Problem.of(ProblemCode.NOT_FOUND))


static func _person(relation: String) -> Person:
	return (
		Person
		. from_json(
			{
				"id": "mika",
				"username": "mika_k",
				"display_name": "Mika",
				"bio": "Under water, mostly.",
				"relation": relation,
				"friendship_id": "f",
				"member_since": "2026-04-02T08:00:00Z",
			}
		)
	)


static func _friendship(name: String, relation: String) -> Friendship:
	var username: String = name.to_lower().replace(" ", "_").replace(".", "")
	var person: Dictionary = {"id": name.to_lower(), "username": username, "display_name": name}
	return Friendship.from_json({"id": "f-" + name, "relation": relation, "person": person})


static func _overview(animals: int, unseen: int, classes: Dictionary) -> FriendOverview:
	return FriendOverview.from_json(
		{"person": {}, "animals": animals, "unseen": unseen, "catches": animals + 9, "classes": classes}
	)


static func _feed(groups: Array[NewsGroup]) -> Feed:
	var feed := Feed.new(Api, SocialCopy.new("test"), Outbox.new(Api, "user://shots_outbox"))
	feed.is_loaded = true
	feed.has_ended = true
	feed.groups = groups
	return feed


static func _groups() -> Array[NewsGroup]:
	return [
		_group("Mika", [_news("Gray angelfish", "Pomacanthus arcuatus", "Actinopterygii", 38, "Bonaire", false)]),
		_group(
			"Jo Farrow", [_news("Oriental garden lizard", "Calotes versicolor", "Reptilia", 27, "Mysuru, India", true)]
		),
		_group(
			"Priya",
			[
				_news("Moose", "Alces alces", "Mammalia", 18, "", false),
				_news("American bison", "Bison bison", "Mammalia", 12, "", false),
				_news("Mallard", "Anas platyrhynchos", "Aves", 7, "", false),
				_news("Jaguar", "Panthera onca", "Mammalia", 34, "", false),
				_news("Goldfish", "Carassius auratus", "Actinopterygii", 9, "", false),
			]
		),
	]


static func _group(name: String, news: Array[Dictionary]) -> NewsGroup:
	var person: Dictionary = {"id": name.to_lower(), "username": name.to_lower(), "display_name": name}
	return NewsGroup.from_json({"id": name, "person": person, "news": news})


static func _news(
	name: String, scientific: String, animal_class: String, number: int, place: String, is_discovery: bool
) -> Dictionary:
	var changes: Dictionary = {
		"animal":
		{
			"common_name": name,
			"scientific_name": scientific,
			"creation_index": number,
			"lineage": [{"name": animal_class, "rank": Rank.CLASS}],
		},
		"discovery": is_discovery,
		"place": {"name": place} if place else null,
		"created_at": Time.get_datetime_string_from_system(true) + "Z",
		"thumbnail_url": "",
		"customizations": {"shape": CardShape.ROUNDED, "frame": CardFrame.NONE, "background": CardBackground.PLAIN},
	}
	return {
		"entry": DocumentsOf.entry(name, name, changes),
		"badges": ["class-1-Reptilia"] if is_discovery else [],
		"mine_since": null if is_discovery else "2026-06-02T08:00:00Z",
	}


## Shows the photographs of the mock-ups' animals.
static func _show_pictures(screen: Screen) -> void:
	var files: Dictionary[String, String] = {}
	for facts: Array in Fakes.ANIMALS.values():
		files[facts[1]] = facts[4]
	for card: Node in screen.find_children("*", "CardView", true, false):
		var face: CardFace = (card as CardView).face
		if files.has(face.name):
			(card as CardView).show_texture(Fakes.photo(files[face.name]))
