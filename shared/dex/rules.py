"""Rules for entries."""

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from shared.accounts.models import Geoprivacy, Visibility
from shared.animals.models import Rank
from shared.dex.documents import Change, ChangeKind, Entry, EntryRecord, IdentifiedBy, Picture
from shared.dex.requests import NewEntry
from shared.social.models import Access
from shared.vision.models import MAX_OFFSET, Job

UNNUMBERED = 2**53  # after every number
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)  # before any player's first sighting
CHANGES_LIFETIME = timedelta(days=90)
CLOCKS_DIFFER = timedelta(minutes=5)
QUARTER = timedelta(minutes=15)  # time zones differ by whole quarters of an hour
OWNER, FRIEND, STRANGER = (access.name.lower() for access in (Access.OWNER, Access.FRIEND, Access.STRANGER))
AUDIENCES = {Visibility.PRIVATE: [], Visibility.FRIENDS: [FRIEND], Visibility.PUBLIC: [FRIEND, STRANGER]}
LEAST_ACCESS = {
    Visibility.PRIVATE: Access.OWNER,
    Visibility.FRIENDS: Access.FRIEND,
    Visibility.PUBLIC: Access.STRANGER,
}


def may_see(entry: Entry, access: Access) -> bool:
    """Return whether a viewer with this access to a person's data may see an entry: the one rule for all routes."""
    return access >= LEAST_ACCESS[entry.shown_to]


def audience_of(access: Access) -> str | None:
    """Return the audience of a viewer with this access; None if they see everything."""
    return None if access is Access.OWNER else access.name.lower()


def is_seen_by_friends(entry: Entry | None) -> bool:
    """Return whether an entry exists and is visible to its owner's friends."""
    return entry is not None and may_see(entry, Access.FRIEND)


def is_discovered_for_friends(entry: Entry | None) -> bool:
    """Return whether an entry is a discovery that its owner's friends can see."""
    return entry is not None and entry.discovery and is_seen_by_friends(entry)


def hides_its_place(entry: Entry) -> bool:
    """Return whether others see less of an entry's place than its owner."""
    return entry.geoprivacy is Geoprivacy.PRIVATE or (entry.place is not None and entry.place.obscured)


def as_others_know(entry: Entry) -> Entry:
    """Return an entry without private fields: notes, and times that could reveal a hidden place."""
    known: dict[str, Any] = {"notes": None}
    if hides_its_place(entry):
        known |= {"caught_at": _midnight(day_of(entry).replace(day=1)), "utc_offset": None}
        known |= {name: _midnight(getattr(entry, name).date()) for name in ("created_at", "updated_at")}
    return entry.model_copy(update=known)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def local_time(entry: Entry) -> datetime:
    """Return when an entry was caught, in local time; in UTC if the offset is unknown."""
    return entry.caught_at.astimezone(timezone(timedelta(minutes=entry.utc_offset or 0)))


def day_of(entry: Entry) -> date:
    """Return the local day that an entry counts for."""
    return local_time(entry).date()


def today(now: datetime, utc_offset: int) -> date:
    """Return today's date at an offset from UTC in minutes."""
    return (now + timedelta(minutes=utc_offset)).date()


def time_said(written: datetime, known_offset: int | None) -> dict[str, Any]:
    """Return the time fields for a time given by a person; one in UTC keeps the known offset."""
    offset = (written.utcoffset() or timedelta()) // timedelta(minutes=1)
    return {"caught_at": written.astimezone(UTC), "utc_offset": offset or known_offset}


def time_taken(job: Job, now: datetime) -> dict[str, Any]:
    """Return the time fields from a photograph if the camera's clock is plausible, or else from the upload.

    If a clock without a known zone appears to be in the future, the nearest zone in which it is not is assumed.
    """
    taken, offset = job.captured_at, job.utc_offset
    if taken and offset is None and timedelta() < taken - job.created_at <= MAX_OFFSET:
        ahead = -(-(taken - job.created_at) // QUARTER) * QUARTER
        return {"caught_at": taken - ahead, "utc_offset": ahead // timedelta(minutes=1)}
    if taken and may_be_caught_at(taken, now):
        return {"caught_at": taken, "utc_offset": offset}
    return {"caught_at": job.created_at, "utc_offset": offset}


def identified(confidence: float | None) -> dict[str, Any]:
    """Return the fields that tell who named an animal: the model with a confidence, or a person without one."""
    by = IdentifiedBy.PERSON if confidence is None else IdentifiedBy.MODEL
    return {"identified_by": by, "confidence": confidence}


def shows_its_animal(entry: Entry) -> bool:
    """Return whether more than its owner's word confirms that an entry's photograph shows its animal."""
    return bool(entry.pictures) and entry.identified_by is not IdentifiedBy.PERSON


def refined_animal(entry: Entry, job: Job) -> str | None:
    """Return the refined animal of an entry from its photograph's job; None if there is nothing new or unambiguous.

    A person's correction counts; a later identification counts only if the entry is wider than a species.
    """
    if job.entry_ids != [entry.id]:
        return None
    if job.correction:
        return job.correction.animal_id
    best = next(iter(job.candidates), None)
    is_wide = not entry.animal.rank.is_species and entry.identified_by is IdentifiedBy.MODEL
    return best.animal_id if best and best.rank.is_species and is_wide else None


def may_be_caught_at(moment: datetime, now: datetime) -> bool:
    """Return whether a person can have seen an animal at this moment: not before 1900, and not in the future."""
    return EARLIEST <= moment <= now + CLOCKS_DIFFER


def entry_id(job_id: str, animal_id: str) -> str:
    """Return the id of the one entry for an animal in a photograph."""
    return _id(job_id, animal_id)


def entry_id_without_photograph(uid: str, fingerprint: str, secret: str) -> str:
    """Return the unguessable id of an entry without a photograph, the same for every retry of its request."""
    return hmac.new(secret.encode(), f"{uid}/{fingerprint}".encode(), hashlib.sha256).hexdigest()[:24]


def fingerprint(new: NewEntry) -> str:
    """Return the fingerprint of a request for a new entry."""
    return hashlib.sha256(new.model_dump_json(exclude_unset=True).encode()).hexdigest()


def like_id(person: str, entry_id: str) -> str:
    """Return the id of a person's one like of an entry, which names nobody."""
    return _id(person, entry_id)


def picture_id(entry_id: str, job_id: str) -> str:
    """Return the id of a photograph in an entry, which does not link entries with the same photograph."""
    return _id(entry_id, job_id)[:8]


def _id(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:24]


def query_fields(entry: Entry) -> dict[str, Any]:
    """Return the fields that lists filter and sort by; for others, with the times that they may know."""
    animal, known = entry.animal, as_others_know(entry)
    return {
        "class": animal.taxon_at(Rank.CLASS),
        "order": animal.taxon_at(Rank.ORDER),
        "family": animal.taxon_at(Rank.FAMILY),
        "animal": animal.id,
        "name": (animal.common_name or animal.scientific_name).lower(),
        "number": animal.creation_index or UNNUMBERED,
        "month": f"{day_of(entry):%Y-%m}",
        "audience": AUDIENCES[entry.shown_to],
        "caught": known.caught_at,
        "added": known.created_at,
    }


def with_picture(entry: Entry, picture: Picture) -> Entry:
    """Return an entry with a picture added, or replaced in its position."""
    pictures = [before for before in entry.pictures if before.id != picture.id]
    primary = entry.primary_picture or picture.id
    return entry.model_copy(update={"pictures": [*pictures, picture], "primary_picture": primary})


def without_picture(entry: Entry, picture_id: str) -> Entry:
    """Return an entry with a picture removed; if it was the primary one, the first of the others replaces it."""
    pictures = [picture for picture in entry.pictures if picture.id != picture_id]
    ids = [picture.id for picture in pictures]
    primary = entry.primary_picture if entry.primary_picture in ids else next(iter(ids), None)
    return entry.model_copy(update={"pictures": pictures, "primary_picture": primary})


def change_of(before: Entry | None, after: Entry | None, revision: int, now: datetime) -> Change:
    """Return the change log entry for an entry that was added (no before), changed or deleted (no after).

    Raises:
        ValueError: there is neither.

    """
    versions = [entry for entry in (before, after) if entry]
    if not versions:
        raise ValueError("a change of nothing")
    kind = ChangeKind.ADDED if before is None else ChangeKind.DELETED if after is None else ChangeKind.CHANGED
    return Change(
        owner=versions[0].owner,
        revision=revision,
        entry_id=versions[0].id,
        kind=kind,
        animal_ids=sorted({entry.animal.id for entry in versions}),
        audiences=sorted({audience for entry in versions for audience in AUDIENCES[entry.shown_to]}),
        at=now,
        expires_at=now + CHANGES_LIFETIME,
    )


def photographs(record: EntryRecord | None) -> set[str]:
    """Return the jobs whose photographs an entry shows."""
    return {picture.job_id for picture in record.entry.pictures} if record else set()
