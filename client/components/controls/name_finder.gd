class_name NameFinder
extends VBoxContainer
## A search for an animal's name, English or scientific, as you type.

signal chosen(name: String)

const WAIT := 0.25
const ROW := preload("res://components/controls/list_row.tscn")
const SHORTEST := 2

var _stop := Cancellation.new()

@onready var _search: LineEdit = %Search
@onready var _timer: Timer = %Timer


func _ready() -> void:
	_search.text_changed.connect(func(_text: String) -> void: _timer.start(WAIT))
	_timer.timeout.connect(_look_up)
	show_names([])


## Shows names to choose from.
func show_names(taxa: Array[FoundTaxon]) -> void:
	for old: Node in (%Names as Container).get_children():
		old.queue_free()
	for taxon: FoundTaxon in taxa:
		(%Names as Container).add_child(_row(taxon))
	var typed: String = _search.text.strip_edges()
	(%Unknown as Control).visible = typed.length() >= SHORTEST and taxa.is_empty()


func _look_up() -> void:
	_stop.cancel()
	_stop = Cancellation.new()
	var typed: String = _search.text.strip_edges()
	if typed.length() < SHORTEST:
		show_names([])
		return
	var result: ApiResult = await Api.animals.search_taxa(typed, _stop)
	if is_inside_tree() and result.is_ok():
		show_names((result.value as FoundTaxonPage).items)


func _row(taxon: FoundTaxon) -> ListRow:
	var row: ListRow = ROW.instantiate()
	row.title = taxon.common_name if taxon.common_name else taxon.name
	row.detail = _scientific(taxon) if taxon.common_name else taxon.rank
	row.detail_style = CardFace.scientific_style(taxon.rank) if taxon.common_name else &"SmallDim"
	row.icon = AnimalClass.mark(AnimalClass.named(taxon.animal_class))
	row.leads_on = true
	row.end_icon = preload("res://art/icons/caret-right.svg")
	row.pressed.connect(chosen.emit.bind(taxon.name))
	return row


## "family Lemuridae", "Lemur catta": the name of a species shows its rank.
func _scientific(taxon: FoundTaxon) -> String:
	if taxon.rank == Rank.SPECIES or taxon.rank == Rank.SUBSPECIES:
		return taxon.name
	return "%s %s" % [tr(taxon.rank), taxon.name]
