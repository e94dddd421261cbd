"""The local time of a photograph: from its metadata, the zone of its place, or the person's own zone."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from shared.vision.images.pictures import Taken
from shared.vision.models import Place


def localize(taken: Taken, place: Place | None, home: str | None) -> Taken:
    """Return a camera's local time with its offset from UTC, if it can be determined.

    A time in UTC, as from GPS, is converted to the place's local time.
    """
    if taken.utc_offset == 0 and place:
        return local_time(moment(taken), place, home)
    zone = _zone(place, home)
    if taken.utc_offset is not None or zone is None:
        return taken
    return taken.model_copy(update={"utc_offset": _minutes(taken.local.replace(tzinfo=zone))})


def local_time(at: datetime, place: Place | None, home: str | None) -> Taken:
    """Return a moment in local time; in UTC if the place is unknown."""
    zone = _zone(place, home)
    local = at.astimezone(zone or UTC)
    return Taken(local=local.replace(tzinfo=None), utc_offset=_minutes(local) if zone else None)


def moment(taken: Taken) -> datetime:
    """Return a local time in UTC; if its offset is unknown, it is taken as UTC."""
    return taken.local.replace(tzinfo=timezone(timedelta(minutes=taken.utc_offset or 0))).astimezone(UTC)


def _zone(place: Place | None, home: str | None) -> ZoneInfo | None:
    if place is None:
        return ZoneInfo(home) if home else None
    import tzfpy  # takes 0.1 s and 35 MiB; only photographs with a place but no offset need it

    return ZoneInfo(tzfpy.get_tz(place.longitude, place.latitude))


def _minutes(local: datetime) -> int:
    return round((local.utcoffset() or timedelta()) / timedelta(minutes=1))
