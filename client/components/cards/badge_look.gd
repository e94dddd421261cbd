class_name BadgeLook
extends RefCounted
## A badge's name, its metal and what stands in its middle, from its id: "animals-15", "class-10-Aves".

const STEEL: Array[int] = [15, 30]
const GOLD: Array[int] = [50, 75, 100]

var id: String
var name: String
## One of umber, steel, gold, prussian.
var metal: StringName = &"umber"
## The number in the middle; empty when a drawing stands there.
var numeral: String
var drawing: Texture2D
## How it is earned.
var way: String


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
			look._be_drawn("Discoverer", &"prussian", "binoculars-fill", "Photograph an animal that nobody had.")
		"streak":
			look._be_drawn(
				"%d day streak" % needed, &"steel", "flame-fill", "Meet an animal on %d days in a row." % needed
			)
		"genus":
			look._be_drawn("All of %s" % scope, &"gold", "tree-fill", "Meet every species of a genus.")
	return look


func _be_animals(needed: int) -> void:
	name = "%d animals" % needed
	numeral = str(needed)
	way = "Meet %d animals." % needed
	if needed in STEEL:
		metal = &"steel"
	elif needed in GOLD:
		metal = &"gold"
	elif needed > 100:
		metal = &"prussian"


func _be_class(needed: int, animal_class: StringName) -> void:
	var one: String = AnimalClass.SINGULARS[animal_class].trim_prefix("An ").trim_prefix("A ").to_lower()
	name = "First %s" % one if needed == 1 else "%d %s" % [needed, AnimalClass.PLURALS[animal_class].to_lower()]
	drawing = AnimalClass.mark(animal_class)
	metal = &"umber" if needed == 1 else &"steel"
	way = "Meet %s." % AnimalClass.SINGULARS[animal_class].to_lower() if needed == 1 else "Meet %s." % name


func _be_drawn(title: String, of_metal: StringName, icon: String, how: String) -> void:
	name = title
	metal = of_metal
	drawing = load("res://art/icons/%s.svg" % icon)
	way = how
