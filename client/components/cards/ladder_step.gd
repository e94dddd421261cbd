class_name LadderStep
extends HBoxContainer
## A step of the ladder: branch, rank and taxon.

const INDENT := 12.0
const MIDDLE := Vector2(8.0, 17.0)

var _depth: int = 0
var _is_last: bool = false
var _animal_class: StringName = AnimalClass.OTHER


func _ready() -> void:
	(%Branch as Control).draw.connect(_draw_branch)


func _notification(what: int) -> void:
	if what == NOTIFICATION_THEME_CHANGED and is_node_ready():
		(%Branch as Control).queue_redraw()


func show_step(taxon: Taxon, depth: int, is_last: bool, animal_class: StringName) -> void:
	_depth = depth
	_is_last = is_last
	_animal_class = animal_class
	(%Indent as Control).custom_minimum_size.x = depth * INDENT
	(%Rank as Label).text = tr(taxon.rank).capitalize()
	(%Name as Label).text = taxon.name
	var is_narrow: bool = taxon.rank in [Rank.GENUS, Rank.SPECIES, Rank.SUBSPECIES]
	(%Name as Label).theme_type_variation = &"TaxonScientific" if is_narrow else &"Taxon"
	var common_name: String = (taxon as NamedTaxon).common_name if taxon is NamedTaxon else ""
	(%CommonName as Label).text = common_name if common_name != taxon.name else ""
	accessibility_name = "%s %s %s" % [tr(taxon.rank), taxon.name, common_name]


func _draw_branch() -> void:
	var branch: Control = %Branch
	var colour: Color = get_theme_color(&"accent", _animal_class)
	if _depth > 0:
		branch.draw_polyline([Vector2(-4, -1), Vector2(-4, 17), Vector2(8, 17)], colour, 1.8)
	if not _is_last:
		branch.draw_line(MIDDLE, Vector2(8, 34), colour, 1.8)
	if _is_last:
		branch.draw_circle(MIDDLE, 5.5, colour, true, -1.0, true)
	else:
		branch.draw_circle(MIDDLE, 4.0, colour, true, -1.0, true)
		branch.draw_circle(
			MIDDLE, 2.6, Look.colour(self, &"surface" if Look.is_wide(self) else &"paper"), true, -1.0, true
		)
