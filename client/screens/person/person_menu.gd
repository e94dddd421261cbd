class_name PersonMenu
## What one may do about a person, and the questions that come before it.

const REASONS: Dictionary[String, String] = {
	ReportReason.HARASSMENT: "They harass somebody",
	ReportReason.OFFENSIVE: "Their name, words or pictures offend",
	ReportReason.CRUELTY: "They are cruel to animals",
	ReportReason.STOLEN: "The photos are not theirs",
	ReportReason.SPAM: "Advertising",
	ReportReason.OTHER: "Something else",
}
const ACTIONS := preload("res://components/layers/action_list.tscn")


## `done` is called when they are no friend any more, or blocked.
static func open(from: Control, person: PersonCard, friendship: Friendship, done: Callable = Callable()) -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(from).open(list)
	var actions: Array[Array] = [["prohibit", "Block", true], ["flag", "Report", true]]
	var handlers: Array[Callable] = [_block.bind(from, person, done), _ask_reason.bind(from, person)]
	if friendship and friendship.relation == Relation.FRIENDS:
		actions.push_front(["x", "Unfriend", true])
		handlers.push_front(_unfriend.bind(from, friendship, done))
	list.show_actions(FriendWords.name(person), actions)
	list.chosen.connect(func(index: int) -> void: handlers[index].call())


static func _unfriend(from: Control, friendship: Friendship, done: Callable) -> void:
	var name: String = FriendWords.name(friendship.person)
	var text: String = TranslationServer.translate("You and %s no longer see each other's cards.") % name
	if await Layers.of(from).confirm(
		TranslationServer.translate("Unfriend %s?") % name, text, "Unfriend", "Stay friends", true
	):
		_end(from, await Store.circle.unfriend(friendship), "You are no friends any more.", done)


static func _block(from: Control, person: PersonCard, done: Callable) -> void:
	var name: String = FriendWords.name(person)
	var text: String = (
		TranslationServer.translate("You no longer see each other. %s cannot tell. Settings, Blocked people undoes it.")
		% name
	)
	if await Layers.of(from).confirm(TranslationServer.translate("Block %s?") % name, text, "Block", "Not now", true):
		_end(from, await Store.circle.block(person.id), "Blocked.", done)


static func _ask_reason(from: Control, person: PersonCard) -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(from).open(list)
	list.show_choices(
		TranslationServer.translate("Why do you report %s?") % FriendWords.name(person),
		PackedStringArray(REASONS.values()),
		-1
	)
	list.chosen.connect(func(index: int) -> void: _report(from, person, REASONS.keys()[index]))


static func _report(from: Control, person: PersonCard, reason: String) -> void:
	var layers: Layers = Layers.of(from)
	layers.close()
	var result: ApiResult = await Api.social.report(ReportKind.PERSON, person.id, reason)
	layers.toast("Thank you. We look at it." if result.is_ok() else result.problem.sentence())


static func _end(from: Control, problem: Problem, sentence: String, done: Callable) -> void:
	if not is_instance_valid(from) or not from.is_inside_tree():
		return
	Layers.of(from).toast(problem.sentence() if problem else sentence)
	if problem == null and done.is_valid():
		done.call()
