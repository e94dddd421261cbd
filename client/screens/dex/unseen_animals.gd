class_name UnseenAnimals
## Animals that friends have met and one has not: their places in the dex.


## Asks for what each friend has met, and puts the same animals together.
static func find() -> Array[CardFace]:
	var seen: Dictionary[String, CardFace] = {}
	var people: Dictionary[String, PackedStringArray] = {}
	var friends: ApiResult = await Api.dex.friends_overview("")
	if not friends.is_ok():
		return []
	for friend: FriendOverview in (friends.value as FriendOverviewPage).items:
		var page: ApiResult = await Api.dex.entries_of(
			friend.person.id, {"not_seen_by_me": true, "sort": EntrySort.CREATION_INDEX}
		)
		for entry: Entry in (page.value as EntryPage).items if page.is_ok() else [] as Array[Entry]:
			seen[entry.animal.id] = CardFace.of_entry(entry)
			people.get_or_add(entry.animal.id, PackedStringArray()).append(friend.person.display_name)
	var faces: Array[CardFace] = []
	for animal_id: String in seen:
		seen[animal_id].seen_by = told(people[animal_id])
		faces.append(seen[animal_id])
	return faces


## "Seen by Mika", "Seen by Mika and Jo", "Seen by Jo and 3 others".
static func told(names: PackedStringArray) -> String:
	match names.size():
		1:
			return TranslationServer.translate("Seen by %s") % names[0]
		2:
			return TranslationServer.translate("Seen by %s and %s") % [names[0], names[1]]
	return TranslationServer.translate("Seen by %s and %d others") % [names[0], names.size() - 1]


## The faces with the unseen among them: in their places by number, else after them.
static func placed(unseen: Array[CardFace], faces: Array[CardFace], sort: Dex.Sort) -> Array[CardFace]:
	var all: Array[CardFace] = faces + unseen
	if sort == Dex.Sort.NUMBER:
		all.sort_custom(func(a: CardFace, b: CardFace) -> bool: return _place(a) < _place(b))
	return all


static func _place(face: CardFace) -> int:
	return face.number if face.number > 0 else (1 << 62)
