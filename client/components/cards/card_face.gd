class_name CardFace
extends RefCounted
## The contents of an animal's card.

const THREATENED: Array[String] = [RedListCategory.CR, RedListCategory.EN, RedListCategory.VU]
const TOLD: Array[String] = ["CR", "EN", "VU", "NT", "EX", "EW"]

var id: String
var number: int = Model.ABSENT
var name: String
var scientific_name: String
var rank: String = Rank.SPECIES
var animal_class: StringName = AnimalClass.OTHER
## The Red List category.
var iucn: String
var is_favorite: bool = false
var is_new: bool = false
var is_private: bool = false
## A change of it has not been sent yet.
var is_waiting: bool = false
## Who has seen an animal that you have not: "Seen by Mika". Empty for your own.
var seen_by: String
var thumbnail_url: String
var texture: Texture2D
var focus := Vector2(0.5, 0.5)
var customizations: Customizations


## The face of an animal in your dex.
static func of_card(card: DexCard) -> CardFace:
	var face: CardFace = of_entry(card.best)
	face.is_favorite = card.is_favorite()
	face.is_new = card.is_new
	face.is_waiting = card.is_waiting
	return face


static func of_entry(entry: Entry) -> CardFace:
	var face := CardFace.new()
	face.id = entry.id
	face.number = entry.animal.creation_index
	face.name = entry.animal.common_name
	face.scientific_name = entry.animal.scientific_name
	face.rank = entry.animal.rank
	face.animal_class = AnimalClass.of(entry.animal.lineage)
	face.iucn = entry.animal.iucn
	face.is_favorite = entry.favorite
	face.is_private = entry.visibility == Visibility.PRIVATE
	face.thumbnail_url = entry.thumbnail_url
	face.customizations = entry.customizations
	return face


func is_ghost() -> bool:
	return not seen_by.is_empty()


func is_species() -> bool:
	return rank == Rank.SPECIES or rank == Rank.SUBSPECIES


## "№ 031"; a sighting without a number has "№ –".
func number_text() -> String:
	return "№ %03d" % number if number > 0 else "№ –"


func first_line() -> String:
	if is_ghost():
		return tr(AnimalClass.SINGULARS[animal_class])
	if name.is_empty():
		return scientific_name if is_species() else tr("A member of")
	return name if is_species() else _one_of(name)


func first_style() -> StringName:
	if is_ghost():
		return &"CardGhost"
	return &"CardScientificName" if name.is_empty() and is_species() else &"CardName"


func second_line() -> String:
	if is_ghost():
		return seen_by
	if is_species():
		return scientific_name if name else ""
	return "%s %s" % [tr(rank), scientific_name]


func second_style() -> StringName:
	if is_ghost():
		return &"Caption"
	return scientific_style(rank)


## Scientific names are italic from the genus down.
static func scientific_style(of_rank: String) -> StringName:
	return &"CardScientific" if of_rank in [Rank.GENUS, Rank.SPECIES, Rank.SUBSPECIES] else &"CardTaxon"


## The category, if it is shown: neither "least concern" nor unknown ones are.
func tag() -> String:
	return iucn if iucn in TOLD else ""


## "Number 31, Ring-tailed lemur, Lemur catta, mammals, endangered, favourite".
func spoken() -> String:
	var parts: PackedStringArray = [
		tr("Number %d") % number if number > 0 else tr("No number"), first_line(), second_line()
	]
	parts.append(EntryWords.in_a_sentence(tr(AnimalClass.PLURALS[animal_class])))
	if tag():
		parts.append(RedList.word(iucn))
	for told: Array in [[is_favorite, "favourite"], [is_new, "new"], [is_private, "private"]]:
		if told[0]:
			parts.append(tr(str(told[1])))
	return ", ".join(parts)


static func _one_of(group: String) -> String:
	if not Language.is_english():
		return group
	var article: String = "An" if group.left(1).to_lower() in "aeiou" else "A"
	return "%s %s" % [article, group.left(1).to_lower() + group.substr(1)]
