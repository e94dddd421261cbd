class_name AnimalClass
## The classes of animals that have a colour, a mark and words of their own.

const OTHER := &"Other"
const ALL: Array[StringName] = [
	&"Mammalia", &"Aves", &"Reptilia", &"Amphibia", &"Actinopterygii", &"Insecta", &"Arachnida", &"Other"
]
const PLURALS: Dictionary[StringName, String] = {
	&"Mammalia": "Mammals",
	&"Aves": "Birds",
	&"Reptilia": "Reptiles",
	&"Amphibia": "Amphibians",
	&"Actinopterygii": "Fish",
	&"Insecta": "Insects",
	&"Arachnida": "Arachnids",
	&"Other": "Others",
}
const SINGULARS: Dictionary[StringName, String] = {
	&"Mammalia": "A mammal",
	&"Aves": "A bird",
	&"Reptilia": "A reptile",
	&"Amphibia": "An amphibian",
	&"Actinopterygii": "A fish",
	&"Insecta": "An insect",
	&"Arachnida": "An arachnid",
	&"Other": "Another animal",
}

static var _marks: Dictionary[StringName, Texture2D] = {}


## The class of a lineage, or `OTHER` when it has none of them.
static func of(lineage: Array[Taxon]) -> StringName:
	for taxon: Taxon in lineage:
		if taxon.rank == Rank.CLASS:
			return named(taxon.name)
	return OTHER


static func named(scientific_name: String) -> StringName:
	var known := StringName(scientific_name)
	return known if PLURALS.has(known) else OTHER


static func mark(animal_class: StringName) -> Texture2D:
	if not _marks.has(animal_class):
		_marks[animal_class] = load("res://art/marks/%s.svg" % animal_class.to_lower())
	return _marks[animal_class]
