class_name EntryWords
## Texts about an entry.

const ORDINALS: PackedStringArray = [
	"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
]
const NUMBERS: PackedStringArray = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
const VISIBILITIES: Dictionary[String, String] = {
	Visibility.PRIVATE: "Only you see this",
	Visibility.FRIENDS: "Friends can see this",
	Visibility.PUBLIC: "Everybody can see this",
}


## "Your first of three sightings".
static func ordinal(entry: Entry, sightings: Array[Entry]) -> String:
	if sightings.size() < 2:
		return "Your only sighting"
	var place: int = sightings.size() - sightings.find(entry)
	return TranslationServer.translate("Your %s of %s sightings") % [ordinal_number(place), _number(sightings.size())]


## "near Anja, Madagascar"; empty if the place is unknown.
static func place(entry: Entry) -> String:
	if entry.mine and entry.mine.place and entry.mine.place.name:
		return TranslationServer.translate("near %s") % entry.mine.place.name
	if entry.place and entry.place.name:
		return TranslationServer.translate("near %s") % entry.place.name
	return "A place without a name" if entry.place else ""


## "Others see it to within 31 km".
static func obscured(entry: Entry) -> String:
	if entry.mine and entry.mine.geoprivacy == Geoprivacy.PRIVATE:
		return "Others do not see it"
	if entry.place and entry.place.obscured and entry.place.uncertainty_m > 0.0:
		return TranslationServer.translate("Others see it to within %d km") % ceili(entry.place.uncertainty_m / 1000.0)
	return ""


static func wild(is_wild: Variant) -> String:
	return "In the wild" if is_wild else "Not wild"


static func wild_detail(is_wild: Variant) -> String:
	return "Not a pet, not in a zoo" if is_wild else "A pet, in a garden or a zoo"


static func visibility(who: String) -> String:
	return VISIBILITIES.get(who, VISIBILITIES[Visibility.PRIVATE])


## "Named by the model, 94%"; empty while a person has named it who is not known yet.
static func named_by(entry: Entry, owner: String) -> String:
	if entry.identified_by == IdentifiedBy.MODERATOR:
		return TranslationServer.translate("Named by a moderator")
	if entry.identified_by == IdentifiedBy.PERSON:
		return TranslationServer.translate("Named by %s") % owner if owner else ""
	if entry.confidence == Model.ABSENT:
		return TranslationServer.translate("Named by the model")
	return TranslationServer.translate("Named by the model, %d%%") % roundi(entry.confidence * 100.0)


## "a ring-tailed lemur"; only the name in other languages.
static func one_of(name: String) -> String:
	if not Language.is_english():
		return name
	if name.begins_with("A ") or name.begins_with("An "):
		return name.left(1).to_lower() + name.substr(1)
	var article: String = "an" if name.left(1).to_lower() in "aeiou" else "a"
	return "%s %s" % [article, in_a_sentence(name)]


## "ring-tailed lemur": a name inside an English sentence.
static func in_a_sentence(name: String) -> String:
	return name.left(1).to_lower() + name.substr(1) if Language.is_english() else name


## "third".
static func ordinal_number(place_in_order: int) -> String:
	if place_in_order > ORDINALS.size():
		return "%d." % place_in_order
	return TranslationServer.translate(ORDINALS[place_in_order - 1])


static func _number(count: int) -> String:
	return TranslationServer.translate(NUMBERS[count]) if count < NUMBERS.size() else str(count)
