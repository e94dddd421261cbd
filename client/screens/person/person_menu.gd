class_name PersonMenu
## The actions on a person, with their confirmations.

const ACTIONS := preload("res://components/layers/action_list.tscn")


## `done` is called once they are unfriended or blocked.
static func open(from: Control, person: PersonCard, friendship: Friendship, done: Callable = Callable()) -> void:
	var list: ActionList = ACTIONS.instantiate()
	Layers.of(from).open(list)
	var actions: Array[Array] = []
	var handlers: Array[Callable] = []
	if friendship and friendship.relation == Relation.FRIENDS:
		actions = [["tree-structure", "See in tree"], ["x", "Unfriend", true]]
		handlers = [Navigation.go.bind(&"tree", {"person": person.id}), _unfriend.bind(from, friendship, done)]
	actions.append_array([["prohibit", "Block", true], ["flag", "Report", true]])
	handlers.append_array([_block.bind(from, person, done), ReportQuestion.about_person.bind(from, person)])
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


static func _end(from: Control, problem: Problem, sentence: String, done: Callable) -> void:
	if not is_instance_valid(from) or not from.is_inside_tree():
		return
	Layers.of(from).toast(problem.sentence() if problem else sentence)
	if problem == null and done.is_valid():
		done.call()
