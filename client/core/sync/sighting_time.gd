class_name SightingTime
## When an animal was seen, by the clocks of its place.

const SECONDS := 19
const MINUTE := 60


## "2026-05-31T19:30:00": as UTC, when nobody knows where those clocks stood.
static func local(entry: Entry) -> String:
	if not entry.caught_at.ends_with("Z"):  # as it was typed here, and is not sent yet
		return entry.caught_at.left(SECONDS)
	var unix: int = Time.get_unix_time_from_datetime_string(entry.caught_at.left(SECONDS))
	return Time.get_datetime_string_from_unix_time(unix + offset(entry) * MINUTE)


## How many minutes those clocks are ahead of UTC.
static func offset(entry: Entry) -> int:
	return 0 if entry.utc_offset == Model.ABSENT else entry.utc_offset


## A local time as RFC 3339, with how many minutes its clock is ahead of UTC.
static func written(local_time: String, minutes_ahead: int) -> String:
	var minutes: int = absi(minutes_ahead)
	return "%s%s%02d:%02d" % [local_time, "-" if minutes_ahead < 0 else "+", minutes / 60, minutes % 60]


## A day as RFC 3339 on this device's clock: its noon, or now when it is today and not noon yet.
static func on_day(day: String, minutes_ahead: int) -> String:
	var now: int = int(Time.get_unix_time_from_system()) + minutes_ahead * MINUTE
	var noon: int = Time.get_unix_time_from_datetime_string(day + "T12:00:00")
	var is_today: bool = day == Time.get_date_string_from_unix_time(now)
	return written(Time.get_datetime_string_from_unix_time(mini(noon, now) if is_today else noon), minutes_ahead)


## How many minutes this device's clock is ahead of UTC.
static func device_offset() -> int:
	return int(Time.get_time_zone_from_system()["bias"])
