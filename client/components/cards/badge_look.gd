class_name BadgeLook
extends RefCounted
## The look of a badge, from its id ("animals-15", "class-10-Aves"): name, metal and centre.

const STEEL: Array[int] = [15, 30]
const GOLD: Array[int] = [50, 75, 100]
## The first animal of a class: the badge's name, how it is earned, and how it was.
const FIRSTS: Dictionary[StringName, Array] = {
	&"Mammalia": ["First mammal", "Meet a mammal.", "You have met a mammal."],
	&"Aves": ["First bird", "Meet a bird.", "You have met a bird."],
	&"Reptilia": ["First reptile", "Meet a reptile.", "You have met a reptile."],
	&"Amphibia": ["First amphibian", "Meet an amphibian.", "You have met an amphibian."],
	&"Actinopterygii": ["First fish", "Meet a fish.", "You have met a fish."],
	&"Insecta": ["First insect", "Meet an insect.", "You have met an insect."],
	&"Arachnida": ["First arachnid", "Meet an arachnid.", "You have met an arachnid."],
	&"Other": ["First of the others", "Meet another animal.", "You have met another animal."],
}
const COUNTED: Dictionary[StringName, String] = {
	&"Mammalia": "%d mammals",
	&"Aves": "%d birds",
	&"Reptilia": "%d reptiles",
	&"Amphibia": "%d amphibians",
	&"Actinopterygii": "%d fish",
	&"Insecta": "%d insects",
	&"Arachnida": "%d arachnids",
	&"Other": "%d others",
}

var id: String
var name: String
## One of umber, steel, gold, prussian.
var metal: StringName = &"umber"
## The number in the centre; empty if there is a drawing.
var numeral: String
var drawing: Texture2D
## How to earn it.
var way: String
## How it was earned.
var done: String


static func of(badge_id: String) -> BadgeLook:
	var look := BadgeLook.new()
	look.id = badge_id
	var parts: PackedStringArray = badge_id.split("-", true, 2)
	var needed: int = parts[1].to_int() if parts.size() > 1 else 0
	var scope: String = parts[2] if parts.size() > 2 else ""
	match parts[0]:
		"animals":
			look._be_animals(needed)
		"class":
			look._be_class(needed, AnimalClass.named(scope))
		"discovery":
			look._be_drawn(&"prussian", "binoculars-fill")
			look._say(
				"Discoverer", "Photograph an animal that nobody had.", "You photographed an animal that nobody had."
			)
		"streak":
			look._be_drawn(&"steel", "flame-fill")
			look._say(
				look.tr("%d day streak") % needed,
				look.tr("Meet an animal on %d days in a row.") % needed,
				look.tr("You have met an animal on %d days in a row.") % needed
			)
		"genus":
			look._be_drawn(&"gold", "tree-fill")
			look._say(
				look.tr("All of %s") % scope, "Meet every species of a genus.", "You have met every species of a genus."
			)
	return look


func _be_animals(needed: int) -> void:
	numeral = str(needed)
	_say(
		tr_n("%d animal", "%d animals", needed) % needed,
		tr("Meet %d animals.") % needed,
		tr("You have met %d animals.") % needed
	)
	if needed in STEEL:
		metal = &"steel"
	elif needed in GOLD:
		metal = &"gold"
	elif needed > 100:
		metal = &"prussian"


func _be_class(needed: int, animal_class: StringName) -> void:
	drawing = AnimalClass.mark(animal_class)
	metal = &"umber" if needed == 1 else &"steel"
	if needed == 1:
		var told: Array = FIRSTS[animal_class]
		_say(told[0], told[1], told[2])
		return
	var counted: String = tr(COUNTED[animal_class]) % needed
	_say(counted, tr("Meet %s.") % counted, tr("You have met %s.") % counted)


func _be_drawn(of_metal: StringName, icon: String) -> void:
	metal = of_metal
	drawing = load("res://art/icons/%s.svg" % icon)


func _say(title: String, how: String, how_it_was: String) -> void:
	name = tr(title)
	way = tr(how)
	done = tr(how_it_was)
