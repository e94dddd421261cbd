extends Screen
## The page of a friend's link: the owner of the code, and the friend request.

var _code: String
var _person: Person

@onready var _state: PlaceState = %State
@onready var _action: Button = %Action


func _ready() -> void:
	_action.pressed.connect(_act)
	(%Other as Button).pressed.connect(Navigation.go.bind(&"social"))
	_state.acted.connect(_load)
	_state.acted_otherwise.connect(Navigation.go.bind(&"social"))


func open(params: Dictionary[String, String]) -> void:
	_code = FriendLink.code_in(params["code"])
	_load()


func show_person(person: Person) -> void:
	_person = person
	_state.hide()
	(%Found as Control).show()
	var player: PlayerCard = %Player
	player.show_person(person.display_name, person.username, person.bio, person.member_since)
	player.show_overview(null)
	(%Question as Label).text = _question()
	_action.text = _action_text()
	_action.visible = _action.text != ""
	(%Other as Button).text = "Not now" if _may_ask() else "To your friends"
	if person.avatar_url:
		var texture: Texture2D = await Store.images.get_texture(person.avatar_url)
		if is_inside_tree() and texture:
			player.show_picture(texture)


func show_error(problem: Problem) -> void:
	(%Found as Control).hide()
	_state.show()
	if problem.code == ProblemCode.NOT_FOUND:
		_state.show_empty(&"Aves", "Nobody has this code.", "Check it letter by letter.", "", "To your friends")
	else:
		var sentence: String = FriendWords.refusal(problem, true)
		_state.show_error("The code was not looked up.", sentence, "Try again", problem.code, "To your friends")


func say(sentence: String) -> void:
	(%Said as Label).text = sentence
	(%Said as Label).visible = sentence != ""
	Store.device.announce(sentence)


func close_layer() -> bool:
	return Layers.of(self).close()


func _load() -> void:
	_state.hide()
	if _code.is_empty():
		show_error(Problem.of(ProblemCode.NOT_FOUND))
		return
	var found: ApiResult = await Api.users.look_up_friend_code(_code)
	if found.is_ok():
		found = await Api.users.person((found.value as PersonCard).id)
	if not is_inside_tree():
		return
	if found.is_ok():
		show_person(found.value)
	else:
		show_error(found.problem)


func _is_own() -> bool:
	return Session.user != null and _person.id == Session.user.id


func _may_ask() -> bool:
	return not _is_own() and _person.relation not in [Relation.FRIENDS, Relation.SENT]


func _question() -> String:
	var name: String = FriendWords.name(_person)
	if _is_own():
		return "That is your own code."
	match _person.relation:
		Relation.FRIENDS:
			return tr("You and %s are friends.") % name
		Relation.SENT:
			return tr("You have asked %s.") % name
		Relation.RECEIVED:
			return tr("%s wants to be friends.") % name
	return tr("Ask %s to be friends?") % name


func _action_text() -> String:
	if _is_own():
		return ""
	match _person.relation:
		Relation.FRIENDS:
			return "See their animals"
		Relation.SENT:
			return ""
		Relation.RECEIVED:
			return "Accept"
	return "Ask"


func _act() -> void:
	if _person.relation == Relation.FRIENDS:
		Navigation.go(&"person", {"user_id": _person.id})
		return
	_action.disabled = true
	var result: ApiResult = await Store.circle.ask(FriendRequest.new().set_friend_code(_code))
	if not is_inside_tree():
		return
	_action.disabled = false
	if result.is_ok():
		_person.relation = (result.value as Friendship).relation
		show_person(_person)
		say(FriendWords.asked(result.value))
	else:
		say(FriendWords.refusal(result.problem, true))
