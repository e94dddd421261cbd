class_name AnimalSightings
extends RefCounted
## The sightings of an animal that you may see, your own and friends', the most liked first.

signal changed

## The largest number of friends to query, with a request each.
const MOST_ASKED := 20

var items: Array[Sighting] = []
var problem: Problem
var is_loading: bool = true

var _api: ApiClient


func _init(api: ApiClient) -> void:
	_api = api


## Shows your own at once, then queries friends until there are as many as the tree counts.
func load(node: TreeNode, own: DexCard, me: Me, friends: Array[Friendship]) -> void:
	if own:
		for entry: Entry in own.sightings:
			items.append(Sighting.new(entry, me))
	_sort()
	for person: PersonCard in _people(node, friends).slice(0, MOST_ASKED):
		if items.size() >= node.sightings or problem:
			break
		await _ask(person, node.animal_id)
	is_loading = false
	_sort()


func _ask(person: PersonCard, animal_id: String) -> void:
	var result: ApiResult = await _api.dex.entries_of(person.id, {"animal_id": animal_id})
	problem = result.problem
	if result.is_ok():
		for entry: Entry in (result.value as EntryPage).items:
			items.append(Sighting.new(entry, person))
		_sort()


## Those that the tree names come first.
func _people(node: TreeNode, friends: Array[Friendship]) -> Array[PersonCard]:
	var named: Array = node.who.map(func(finder: Finder) -> String: return finder.user_id)
	var people: Array[PersonCard] = []
	for friendship: Friendship in friends:
		if friendship.person.id in named:
			people.push_front(friendship.person)
		elif node.people > named.size():
			people.append(friendship.person)
	return people


func _sort() -> void:
	items.sort_custom(func(one: Sighting, other: Sighting) -> bool: return one.comes_before(other))
	changed.emit()


class Sighting:
	## An entry and its owner.

	var entry: Entry
	var person: PersonCard

	func _init(of: Entry, by: PersonCard) -> void:
		entry = of
		person = by

	func comes_before(other: Sighting) -> bool:
		if entry.likes != other.entry.likes:
			return entry.likes > other.entry.likes
		return entry.caught_at > other.entry.caught_at
