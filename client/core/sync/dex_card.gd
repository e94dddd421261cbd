class_name DexCard
extends RefCounted
## An animal of a dex with all its sightings.

var animal: EntryAnimal
## Newest first.
var sightings: Array[Entry] = []
## The sighting whose picture represents the animal.
var best: Entry
## It arrived after its card was last opened.
var is_new: bool = false
## A change of it has not been sent yet.
var is_waiting: bool = false


static func of(entries: Array[Entry]) -> DexCard:
	var result := DexCard.new()
	result.sightings = entries
	result.sightings.sort_custom(func(a: Entry, b: Entry) -> bool: return a.caught_at > b.caught_at)
	result.best = result.sightings[0]
	for entry: Entry in result.sightings:
		if DexCard._worth(entry) > DexCard._worth(result.best):
			result.best = entry
	result.animal = result.best.animal
	return result


## -1 for an animal without a number.
func number() -> int:
	return animal.creation_index


func is_favorite() -> bool:
	return sightings.any(func(entry: Entry) -> bool: return entry.favorite)


## Tells whether it is wider than a species: "a crocodile".
func is_wider() -> bool:
	return animal.rank not in [Rank.SPECIES, Rank.SUBSPECIES]


func name() -> String:
	return animal.common_name if animal.common_name else animal.scientific_name


## The name of its taxon at a rank; empty if it has none.
func taxon(rank: String) -> String:
	if animal.rank == rank:
		return animal.scientific_name
	for ancestor: Taxon in animal.lineage:
		if ancestor.rank == rank:
			return ancestor.name
	return ""


## "Mammalia"; empty for ranks above class.
func animal_class() -> String:
	return taxon(Rank.CLASS)


static func _worth(entry: Entry) -> int:
	return (2 if entry.favorite else 0) + (1 if entry.thumbnail_url else 0)
