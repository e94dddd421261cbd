class_name TreeLook
extends RefCounted
## The colours and sizes of what is in a tree, of the theme that a control has.

const RADII_FAN: Array[float] = [8.0, 17.0, 6.0, 28.0]
const RADII_LEDGER: Array[float] = [7.0, 13.0, 6.0, 17.0]

var ink: Color
var _trunk: Color
var _paper: Color
var _accents: Dictionary[StringName, Color] = {}


func _init(control: Control) -> void:
	ink = Look.colour(control, &"ink")
	_trunk = Look.colour(control, &"line_strong")
	_paper = Look.colour(control, &"paper")
	for animal_class: StringName in AnimalClass.ALL:
		_accents[animal_class] = control.get_theme_color(&"accent", animal_class)


static func radius(item: TreePlace, form: TreeLayout.Style) -> float:
	return (RADII_FAN if form == TreeLayout.Style.FAN else RADII_LEDGER)[item.level]


func colour(item: TreePlace) -> Color:
	var own: Color = ink if item.level == TreeLayout.ROOT else _accents[item.animal_class()]
	return Color(own, 0.0) if item.is_animal() and not item.node.found_by_me else own


func accent(item: TreePlace) -> Color:
	return _accents[item.animal_class()]


func branch_colour(item: TreePlace) -> Color:
	return _trunk if item.level == TreeLayout.CLASS else accent(item)


## What is inside the ring, and how much of the radius that is.
func inside(item: TreePlace) -> Color:
	match item.level:
		TreeLayout.ROOT, TreeLayout.CLASS:
			return Color(colour(item), 0.0)
		TreeLayout.ORDER:
			return Color(_paper, 0.66)
	return Color(accent(item).lerp(_paper, 0.6), 0.88)
