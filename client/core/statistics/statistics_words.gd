class_name StatisticsWords
## The charts as text.


static func animals(number: int) -> String:
	return TranslationServer.translate_plural("%d animal", "%d animals", number) % number


static func days(number: int) -> String:
	return TranslationServer.translate_plural("%d day in a row", "%d days in a row", number) % number


## "J" of "2026-06".
static func initial(month: String) -> String:
	return _name(month).left(1)


## "June 2026".
static func month(month: String) -> String:
	return "%s %s" % [_name(month), month.left(4)]


## "Sightings by month: May 2026 3, June 2026 12"; months without sightings are left out.
static func spoken(heading: String, months: PackedStringArray, counts: PackedInt32Array) -> String:
	var parts: PackedStringArray = []
	for index: int in months.size():
		if counts[index] > 0:
			parts.append("%s %d" % [month(months[index]), counts[index]])
	if parts.is_empty():
		parts.append(TranslationServer.translate("none in the last twelve months"))
	return "%s: %s" % [TranslationServer.translate(heading), ", ".join(parts)]


## "12 in the last twelve months, most in June 2026."
static func summary(months: PackedStringArray, counts: PackedInt32Array) -> String:
	var most: int = 0
	var sum: int = 0
	for index: int in counts.size():
		sum += counts[index]
		most = index if counts[index] > counts[most] else most
	return (
		TranslationServer.translate("%d in the last twelve months, most in %s.") % [sum, month(months[most])]
		if sum
		else "None in the last twelve months."
	)


static func _name(month: String) -> String:
	return TranslationServer.translate(Dates.MONTHS[int(month.right(2)) - 1])
