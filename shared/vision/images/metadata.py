"""When and where a photograph was taken, reading each metadata field independently."""

import math
import re
from contextlib import suppress
from datetime import datetime, timedelta

from PIL.ExifTags import GPS, Base

from shared.vision.images import exif
from shared.vision.images.exif import Tags, Values
from shared.vision.images.pictures import Taken
from shared.vision.models import MAX_OFFSET, Place

TIMES = (Base.DateTimeOriginal, Base.DateTimeDigitized, Base.DateTime)
OFFSETS = (Base.OffsetTimeOriginal, Base.OffsetTimeDigitized, Base.OffsetTime)
TIME = re.compile(r"(\d{4})\D(\d\d)\D(\d\d)[ T](\d\d)\D(\d\d)(?:\D(\d\d))?(?:\.\d+)?\s*(\S*)")
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")
YEARS = range(1900, 9999)  # cameras whose clock is not set write the year 0 or 1
MINUTE = 60
QUARTER = 15 * MINUTE
FIX_IS_FRESH = 2 * MINUTE


def read(block: bytes) -> tuple[Taken | None, Place | None]:
    """Return when and where a picture was taken, from its EXIF metadata; None for what cannot be read."""
    tags, gps = exif.read(block)
    return _taken(tags, gps), _place(gps)


def _taken(tags: Tags, gps: Tags) -> Taken | None:
    """Return when a picture was taken: by the camera's clock, or else by GPS."""
    read = (_time(_text(tags.get(name))) for name in TIMES)
    local, inline_offset = next((time for time in read if time), (None, ""))
    utc = _gps_time(gps)
    if local is None:
        return Taken(local=utc, utc_offset=0) if utc else None
    offsets = (_offset(text) for text in (inline_offset, *(_text(tags.get(name)) for name in OFFSETS)))
    offset = next((minutes for minutes in offsets if minutes is not None), None)
    if offset is None and utc:
        offset = _offset_between(local, utc)
    return Taken(local=local, utc_offset=offset)


def _text(value: Values | None) -> str:
    return value.decode("ascii", "replace").strip("\0 ") if isinstance(value, bytes) else ""


def _time(text: str) -> tuple[datetime, str] | None:
    """Return a local time and the text after it; None if it is not a valid date."""
    match = TIME.fullmatch(text)
    if match is None:
        return None
    *numbers, rest = match.groups(default="0")
    year, month, day, hour, minute, second = (int(number) for number in numbers)
    with suppress(ValueError):
        local = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - the offset is a separate tag
        return (local, rest) if year in YEARS else None
    return None


def _offset(text: str) -> int | None:
    """Return an offset from UTC in minutes."""
    if text == "Z":
        return 0
    match = OFFSET.fullmatch(text)
    if match is None:
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    offset = hours * 60 + minutes
    if minutes >= 60 or timedelta(minutes=offset) > MAX_OFFSET:
        return None
    return -offset if match[1] == "-" else offset


def _gps_time(gps: Tags) -> datetime | None:
    """Return the GPS time, in UTC."""
    midnight = _time(f"{_text(gps.get(GPS.GPSDateStamp))} 00:00:00")
    with suppress(ValueError, OverflowError):
        if midnight:
            hours, minutes, seconds = _numbers(gps.get(GPS.GPSTimeStamp))
            return midnight[0] + timedelta(hours=hours, minutes=minutes, seconds=int(seconds))
    return None


def _offset_between(local: datetime, utc: datetime) -> int | None:
    """Return the offset between two clocks in quarters of an hour; None if a stale GPS fix is more likely."""
    difference = (local - utc).total_seconds()
    offset = round(difference / QUARTER) * QUARTER
    is_fresh = abs(difference - offset) <= FIX_IS_FRESH and abs(offset) <= MAX_OFFSET.total_seconds()
    return offset // MINUTE if is_fresh else None


def _place(gps: Tags) -> Place | None:
    latitude = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "NS")
    longitude = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "EW")
    if latitude is None or longitude is None or latitude == longitude == 0:  # cameras without a fix write 0, 0
        return None
    with suppress(ValueError):
        return Place(latitude=latitude, longitude=longitude)
    return None


def _degrees(value: Values | None, reference: Values | None, directions: str) -> float | None:
    """Return degrees, minutes and seconds as degrees; None if a part or the direction is missing or invalid."""
    direction = _text(reference)[:1].upper()
    if not direction or direction not in directions:
        return None
    with suppress(ValueError):
        numbers = _numbers(value)
        degrees = sum(abs(number) / 60.0**power for power, number in enumerate(numbers))
        return -degrees if direction == directions[1] else degrees
    return None


def _numbers(values: Values | None) -> list[float]:
    """Return the up to three parts of an angle or a time of day; later parts may be unknown (0/0).

    Raises:
        ValueError: they are invalid.

    """
    if not isinstance(values, list) or not 1 <= len(values) <= 3 or math.isnan(values[0]):
        raise ValueError(values)
    numbers = [0.0 if math.isnan(value) else value for value in values]
    if not all(map(math.isfinite, numbers)):
        raise ValueError(values)
    return numbers
