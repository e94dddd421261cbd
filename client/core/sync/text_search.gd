class_name TextSearch
## Search in names and notes, from two letters; a long word may have one mistake.

const SHORTEST := 2
const FORGIVING_FROM := 4


static func matches(text: String, card: DexCard) -> bool:
	var wanted: String = text.strip_edges().to_lower()
	if wanted.length() < SHORTEST:
		return true
	var found: String = _text_of(card)
	return wanted in found or _words_match(wanted, found)


static func _text_of(card: DexCard) -> String:
	var parts: PackedStringArray = [card.animal.common_name, card.animal.scientific_name]
	for entry: Entry in card.sightings:
		if entry.mine:
			parts.append(entry.mine.notes)
	return " ".join(parts).to_lower()


static func _words_match(wanted: String, found: String) -> bool:
	var words: PackedStringArray = found.split(" ", false)
	for word: String in wanted.split(" ", false):
		if not _is_near_any(word, words):
			return false
	return true


static func _is_near_any(word: String, words: PackedStringArray) -> bool:
	for other: String in words:
		if other.begins_with(word):
			return true
		if word.length() >= FORGIVING_FROM and is_one_mistake(word, other.left(word.length() + 1)):
			return true
	return false


## Tells whether a word becomes the beginning of another by changing, omitting, adding or
## swapping one letter.
static func is_one_mistake(word: String, other: String) -> bool:
	var same: int = 0
	while same < mini(word.length(), other.length()) and word[same] == other[same]:
		same += 1
	var rest: String = word.substr(same)
	var right: String = other.substr(same)
	if rest.is_empty():
		return true
	var swapped: String = rest.substr(1, 1) + rest.substr(0, 1) + rest.substr(2)
	return (
		right.substr(1).begins_with(rest.substr(1))
		or right.begins_with(rest.substr(1))
		or right.substr(1).begins_with(rest)
		or right.begins_with(swapped)
	)
