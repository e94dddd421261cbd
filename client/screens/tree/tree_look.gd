class_name TreeLook
extends RefCounted
## The colours and sizes of a tree, from the theme of a control.

const RADII_FAN: Array[float] = [8.0, 19.0, 6.0, 28.0, 0.0]
## The part of a class's radius that its disc takes.
const CLASS_INSIDE := 0.88
const RADII_LEDGER: Array[float] = [7.0, 15.5, 6.0, 17.0, 0.0]

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


## The colour of the ring, which sets a class off from its branches.
func colour(item: TreePlace) -> Color:
	match item.level:
		TreeLayout.ROOT:
			return ink
		TreeLayout.CLASS:
			return _paper
	return accent(item)


func accent(item: TreePlace) -> Color:
	return _accents[item.animal_class()]


func branch_colour(item: TreePlace) -> Color:
	return _trunk if item.level == TreeLayout.CLASS else accent(item)


## The colour inside the ring, and its part of the radius; below 0 the ring is dashed.
func inside(item: TreePlace) -> Color:
	match item.level:
		TreeLayout.ROOT:
			return Color(ink, 0.0)
		TreeLayout.CLASS:
			return Color(accent(item), CLASS_INSIDE)
		TreeLayout.ORDER:
			return Color(_paper, 0.66)
	if not item.node.found_by_me:
		return Color(_paper, -0.93)
	return Color(accent(item).lerp(_paper, 0.6), 0.88)
