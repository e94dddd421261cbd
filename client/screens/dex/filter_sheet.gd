class_name FilterSheet
extends VBoxContainer
## The filters of the dex.

signal changed
signal cleared

const VISIBILITIES: PackedStringArray = ["", Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC]

var _filter: DexFilter


func _ready() -> void:
	(%Clear as Button).pressed.connect(_on_clear)
	(%Show as Button).pressed.connect(func() -> void: Layers.of(self).close())
	(%Favorites as Switch).toggled.connect(_on_favorites_toggled)
	(%Wild as Segmented).chosen.connect(_on_wild_chosen)
	(%Who as Segmented).chosen.connect(_on_visibility_chosen)


## Shows a filter with the options of a dex.
func bind(filter: DexFilter, dex: Dex) -> void:
	var classes: PackedStringArray = []
	var orders: PackedStringArray = []
	var families: PackedStringArray = []
	var months: PackedStringArray = []
	for card: DexCard in dex.cards(DexFilter.new(), Dex.Sort.NAME):
		_add_once(classes, card.animal_class())
		_add_once(orders, card.taxon(Rank.ORDER))
		_add_once(families, card.taxon(Rank.FAMILY))
		for entry: Entry in card.sightings:
			_add_once(months, SightingTime.local(entry).left(DexFilter.MONTH_LENGTH))
	show_filter(filter, classes, orders, families, months)


func show_filter(
	filter: DexFilter,
	classes: PackedStringArray,
	orders: PackedStringArray,
	families: PackedStringArray,
	months: PackedStringArray
) -> void:
	_filter = filter
	(%Favorites as Switch).set_pressed_no_signal(filter.favorites_only)
	(%Wild as Segmented).show_options(["All", "Wild", "Kept"], filter.wild)
	(%Who as Segmented).show_options(["All", "Only me", "Friends", "Everybody"], VISIBILITIES.find(filter.visibility))
	months.sort()
	months.reverse()
	_fill(
		%Classes,
		&"animal_class",
		classes,
		func(name: String) -> String: return AnimalClass.PLURALS.get(StringName(name), name)
	)
	_fill(%Orders, &"order", orders, func(order: String) -> String: return order)
	_fill(%Families, &"family", families, func(family: String) -> String: return family)
	_fill(%Months, &"month", months, func(month: String) -> String: return Dates.month(month + "-15"))


func _fill(flow: Container, property: StringName, values: PackedStringArray, word: Callable) -> void:
	(flow.get_parent() as Control).visible = not values.is_empty()
	for value: String in values:
		var chip := Button.new()
		chip.theme_type_variation = &"Chip"
		chip.toggle_mode = true
		chip.text = word.call(value)
		chip.custom_minimum_size = Vector2(44, 44)
		chip.set_pressed_no_signal(_filter.get(property) == value)
		chip.toggled.connect(_on_chip_toggled.bind(flow, chip, property, value))
		flow.add_child(chip)


func _on_chip_toggled(is_on: bool, flow: Container, chip: Button, property: StringName, value: String) -> void:
	for other: Node in flow.get_children():
		if other != chip:
			(other as Button).set_pressed_no_signal(false)
	_filter.set(property, value if is_on else "")
	changed.emit()


func _on_favorites_toggled(is_on: bool) -> void:
	_filter.favorites_only = is_on
	changed.emit()


func _on_wild_chosen(index: int) -> void:
	_filter.wild = index as DexFilter.Wild
	changed.emit()


func _on_visibility_chosen(index: int) -> void:
	_filter.visibility = VISIBILITIES[index]
	changed.emit()


func _on_clear() -> void:
	cleared.emit()
	Layers.of(self).close()


func _add_once(list: PackedStringArray, value: String) -> void:
	if value and value not in list:
		list.append(value)
