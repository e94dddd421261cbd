extends Screen
## Your sightings in numbers and charts, from the copy on this device.

const METER := preload("res://components/cards/class_meter.tscn")


func _ready() -> void:
	(%State as PlaceState).acted.connect(Navigation.go.bind(&"camera"))


func open(_params: Dictionary[String, String]) -> void:
	Store.dex.changed.connect(_show_dex.bind(Store.dex))
	_show_dex(Store.dex)


func show_statistics(statistics: SightingStatistics) -> void:
	(%State as Control).visible = statistics.sighting_count == 0
	(%Charts as Control).visible = statistics.sighting_count > 0
	(%Numbers as ListRow).show_row(
		StatisticsWords.animals(statistics.animal_count), MapWords.sightings(statistics.sighting_count)
	)
	(%Streak as ListRow).show_row(
		StatisticsWords.days(statistics.streak), tr("The longest was %d.") % statistics.longest_streak
	)
	_show_months(%Sightings, %SightingsText, "Sightings by month", statistics.months, statistics.sightings_by_month)
	_show_months(%New, %NewText, "New animals by month", statistics.months, statistics.new_by_month)
	_show_classes(%AnimalClasses, statistics.animals_by_class)
	_show_classes(%SightingClasses, statistics.sightings_by_class)


func scroll_to_top() -> void:
	(%Scroll as ScrollContainer).scroll_vertical = 0


func _show_dex(dex: Dex) -> void:
	var cards: Array[DexCard] = dex.cards(DexFilter.new(), Dex.Sort.NEWEST)
	show_statistics(SightingStatistics.of(cards, Time.get_date_string_from_system()))


func _show_months(
	chart: MonthChart, text: Label, heading: String, months: PackedStringArray, counts: PackedInt32Array
) -> void:
	chart.show_counts(heading, months, counts)
	text.text = StatisticsWords.summary(months, counts)


func _show_classes(column: Container, counts: Dictionary[StringName, int]) -> void:
	for old: Node in column.get_children():
		column.remove_child(old)
		old.queue_free()
	var order: Array[StringName] = counts.keys()
	order.sort_custom(func(a: StringName, b: StringName) -> bool: return counts[a] > counts[b])
	for animal_class: StringName in order:
		var meter: ClassMeter = METER.instantiate()
		column.add_child(meter)
		meter.show_count(animal_class, counts[animal_class], counts[order[0]])
