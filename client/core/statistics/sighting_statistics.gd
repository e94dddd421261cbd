class_name SightingStatistics
extends RefCounted
## Your sightings by month and class, and the streak of days. Days and months are in the local time of the place of each
## sighting.

const MONTHS := 12
const MONTH_LENGTH := 7
const DAY_LENGTH := 10
const DAY_SECONDS := 86400

var sighting_count: int = 0
var animal_count: int = 0
## "2026-05": the last twelve months, the oldest first.
var months: PackedStringArray = []
var sightings_by_month: PackedInt32Array = []
## Animals that were seen for the first time.
var new_by_month: PackedInt32Array = []
var animals_by_class: Dictionary[StringName, int] = {}
var sightings_by_class: Dictionary[StringName, int] = {}
## Days in a row, until today or yesterday.
var streak: int = 0
var longest_streak: int = 0


## Counts the cards of a dex; `today` is a date, "2026-06-14".
static func of(cards: Array[DexCard], today: String) -> SightingStatistics:
	var result := SightingStatistics.new()
	result.months = last_months(today.left(MONTH_LENGTH))
	result.sightings_by_month.resize(MONTHS)
	result.new_by_month.resize(MONTHS)
	var days: Dictionary[int, bool] = {}
	for card: DexCard in cards:
		result._count(card, days)
	result._count_days(days, _day(today))
	return result


## The twelve months up to this one.
static func last_months(month: String) -> PackedStringArray:
	var last: int = int(month.left(4)) * 12 + int(month.right(2)) - 1
	var found: PackedStringArray = []
	for index: int in range(last - MONTHS + 1, last + 1):
		found.append("%04d-%02d" % [index / 12, index % 12 + 1])
	return found


func _count(card: DexCard, days: Dictionary[int, bool]) -> void:
	var animal_class: StringName = AnimalClass.named(card.animal_class())
	animal_count += 1
	sighting_count += card.sightings.size()
	animals_by_class[animal_class] = animals_by_class.get(animal_class, 0) + 1
	sightings_by_class[animal_class] = sightings_by_class.get(animal_class, 0) + card.sightings.size()
	var first: String = ""
	for sighting: Entry in card.sightings:
		var day: String = SightingTime.local(sighting).left(DAY_LENGTH)
		first = day if first.is_empty() or day < first else first
		days[_day(day)] = true
		_add_to_month(sightings_by_month, day)
	_add_to_month(new_by_month, first)


func _add_to_month(counts: PackedInt32Array, day: String) -> void:
	var index: int = months.find(day.left(MONTH_LENGTH))
	if index >= 0:
		counts[index] += 1


func _count_days(days: Dictionary[int, bool], today: int) -> void:
	streak = maxi(_streak_until(days, today), _streak_until(days, today - 1))
	for day: int in days:
		if not days.has(day + 1):
			longest_streak = maxi(longest_streak, _streak_until(days, day))


static func _streak_until(days: Dictionary[int, bool], day: int) -> int:
	var length: int = 0
	while days.has(day - length):
		length += 1
	return length


static func _day(date: String) -> int:
	return Time.get_unix_time_from_datetime_string(date) / DAY_SECONDS
