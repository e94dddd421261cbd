class_name SightingTime
## When an animal was seen, in the local time of its place.

const SECONDS := 19
const MINUTE := 60
const TYPED := "^(19|20)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])([ T]([01]\\d|2[0-3]):[0-5]\\d)?$"
const DAY := 10


## "2026-05-31T19:30:00"; in UTC if the offset is unknown.
static func local(entry: Entry) -> String:
	if not entry.caught_at.ends_with("Z"):  # as it was typed here, and has not been sent yet
		return entry.caught_at.left(SECONDS)
	var unix: int = Time.get_unix_time_from_datetime_string(entry.caught_at.left(SECONDS))
	return Time.get_datetime_string_from_unix_time(unix + offset(entry) * MINUTE)


## The offset from UTC in minutes.
static func offset(entry: Entry) -> int:
	return 0 if entry.utc_offset == Model.ABSENT else entry.utc_offset


## A local time with its offset in minutes as RFC 3339.
static func written(local_time: String, minutes_ahead: int) -> String:
	var minutes: int = absi(minutes_ahead)
	return "%s%s%02d:%02d" % [local_time, "-" if minutes_ahead < 0 else "+", minutes / 60, minutes % 60]


## Typed text, "2026-06-14 10:42", as RFC 3339; empty unless it is a time from 1900 until now.
static func typed(text: String, minutes_ahead: int) -> String:
	if not RegEx.create_from_string(TYPED).search(text):
		return ""
	var unix: int = Time.get_unix_time_from_datetime_string(with_seconds(text))
	var now: float = Time.get_unix_time_from_system() + minutes_ahead * MINUTE
	return written(Time.get_datetime_string_from_unix_time(unix), minutes_ahead) if unix <= now else ""


## "2026-06-14 10:42" as the engine reads it.
static func with_seconds(local_time: String) -> String:
	var is_day: bool = local_time.length() == DAY
	return local_time.replace(" ", "T") + ("T12:00:00" if is_day else ":00")


## A moment of the API, "2026-05-31T19:30:00Z", as local time for editing.
static func to_type(moment: String, minutes_ahead: int) -> String:
	var unix: int = Time.get_unix_time_from_datetime_string(moment.left(SECONDS))
	return Time.get_datetime_string_from_unix_time(unix + minutes_ahead * MINUTE, true).left(16)


## A day as RFC 3339 in this device's time zone: noon, or now if it is today before noon.
static func on_day(day: String, minutes_ahead: int) -> String:
	var now: int = int(Time.get_unix_time_from_system()) + minutes_ahead * MINUTE
	var noon: int = Time.get_unix_time_from_datetime_string(day + "T12:00:00")
	var is_today: bool = day == Time.get_date_string_from_unix_time(now)
	return written(Time.get_datetime_string_from_unix_time(mini(noon, now) if is_today else noon), minutes_ahead)


## This device's offset from UTC in minutes.
static func device_offset() -> int:
	return int(Time.get_time_zone_from_system()["bias"])
