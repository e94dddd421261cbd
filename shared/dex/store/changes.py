"""The change log of a person's entries: the subcollection `changes` of their life list."""

from datetime import UTC, datetime

from google.cloud.firestore_v1.base_query import FieldFilter

from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.dex.documents import Change, PopularityCursor
from shared.dex.store import life_lists


def append(unit: UnitOfWork, change: Change) -> None:
    """Append a change to its owner's log."""
    log = life_lists.reference(change.owner).collection("changes")
    unit.create(log.document(f"{change.revision:012}"), change.model_dump())


def after(owner: str, audience: str | None, revision: int, limit: int) -> list[Change]:
    """Return the first changes after a revision that concern an audience (None: all)."""
    query = life_lists.reference(owner).collection("changes").where(filter=FieldFilter("revision", ">", revision))
    if audience:
        query = query.where(filter=FieldFilter("audiences", "array_contains", audience))
    return [Change.model_validate(snapshot.to_dict()) for snapshot in query.order_by("revision").limit(limit).stream()]


def between(start: datetime, end: datetime, limit: int) -> list[Change]:
    """Return the first changes of all people's entries from `start` up to `end`."""
    log = firestore.client().collection_group("changes")
    query = log.where(filter=FieldFilter("at", ">=", start)).where(filter=FieldFilter("at", "<", end))
    return [Change.model_validate(snapshot.to_dict()) for snapshot in query.order_by("at").limit(limit).stream()]


def get_cursor() -> datetime:
    """Return the time up to which popularity has been counted."""
    stored = _cursor().get().to_dict()
    return PopularityCursor.model_validate(stored).at if stored else datetime.fromtimestamp(0, UTC)


def set_cursor(moment: datetime) -> None:
    """Store the time up to which popularity has been counted."""
    _cursor().set(PopularityCursor(at=moment).model_dump())


def _cursor() -> firestore.Reference:
    return firestore.client().collection("counters").document("popularity")
