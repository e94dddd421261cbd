class_name Dates
## Dates as people say them: "Sunday, 14 June 2026, 10:42".

const DAYS: PackedStringArray = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
const MONTHS: PackedStringArray = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December"
]


## An RFC 3339 time in words, in the time of this device.
static func long(rfc3339: String) -> String:
	return _in_words(_local(rfc3339))


## When an animal was seen, in the local time of its place; only the month if the place is hidden from others.
static func of_sighting(entry: Entry) -> String:
	var at: Dictionary = Time.get_datetime_dict_from_datetime_string(SightingTime.local(entry), true)
	if entry.caught_precision == Precision.MONTH:
		return _month(at)
	return _in_words(at)


## A local time, "2026-06-14 10:42", in words.
static func of_clock(local_time: String) -> String:
	return _in_words(Time.get_datetime_dict_from_datetime_string(SightingTime.with_seconds(local_time.left(16)), true))


static func _in_words(at: Dictionary) -> String:
	var day: StringName = TranslationServer.translate(DAYS[at["weekday"]])
	return (
		TranslationServer.translate("%s, %d %s %d, %02d:%02d")
		% [day, at["day"], _month_name(at), at["year"], at["hour"], at["minute"]]
	)


static func _month(at: Dictionary) -> String:
	return "%s %d" % [_month_name(at), at["year"]]


static func _month_name(at: Dictionary) -> StringName:
	return TranslationServer.translate(MONTHS[at["month"] - 1])


## "14 June"; with the year unless it is this one.
static func day(rfc3339: String) -> String:
	var at: Dictionary = _local(rfc3339)
	var year: int = Time.get_date_dict_from_system()["year"]
	var short: String = TranslationServer.translate("%d %s") % [at["day"], _month_name(at)]
	return short if at["year"] == year else "%s %d" % [short, at["year"]]


## "Today, 08:14", "Yesterday", "14 June".
static func recent(rfc3339: String) -> String:
	var unix: int = Time.get_unix_time_from_datetime_string(rfc3339.left(19))
	match _day_number(Time.get_unix_time_from_system()) - _day_number(unix):
		0:
			return TranslationServer.translate("Today, %s") % clock(unix)
		1:
			return TranslationServer.translate("Yesterday")
	return day(rfc3339)


## "May 2026".
static func month(rfc3339: String) -> String:
	return _month(_local(rfc3339))


## "14:02", of a Unix time.
static func clock(unix: float) -> String:
	var at: Dictionary = Time.get_datetime_dict_from_unix_time(int(unix) + _bias())
	return "%02d:%02d" % [at["hour"], at["minute"]]


## Days since 1970, in the time of this device.
static func _day_number(unix: float) -> int:
	return floori((unix + _bias()) / 86400.0)


static func _local(rfc3339: String) -> Dictionary:
	var unix: int = Time.get_unix_time_from_datetime_string(rfc3339.left(19))
	return Time.get_datetime_dict_from_unix_time(unix + _bias())


static func _bias() -> int:
	return SightingTime.device_offset() * SightingTime.MINUTE
