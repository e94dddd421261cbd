"""The collection notices."""

from datetime import datetime
from typing import Any

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.notices.models import Notice
from shared.pages import Order, Values

ORDER: Order = {"at": Moment, "__name__": Id}
NAMES = ("recipient", "actor")


def _notices() -> Any:
    return firestore.client().collection("notices")


def get(unit: UnitOfWork, notice_id: str) -> Notice | None:
    """Return a notice."""
    stored = unit.get(_notices().document(notice_id))
    return Notice.model_validate(stored) if stored else None


def put(unit: UnitOfWork, notice_id: str, notice: Notice) -> None:
    """Store a notice."""
    unit.set(_notices().document(notice_id), notice.model_dump())


def delete(unit: UnitOfWork, notice_id: str) -> None:
    """Delete a notice if it exists."""
    unit.delete(_notices().document(notice_id))


def of(recipient: str, limit: int, after: Values | None) -> list[tuple[str, Notice]]:
    """Return a person's notices with their ids, the newest first, after the given values."""
    theirs = _notices().where(filter=FieldFilter("recipient", "==", recipient))
    query = firestore.in_order(theirs, ORDER, after)
    return [(one.id, Notice.model_validate(one.to_dict())) for one in query.limit(limit).stream()]


def order_values(notice_id: str, notice: Notice) -> Values:
    """Return a notice's values of the list's sort fields."""
    return {"at": notice.at, "__name__": notice_id}


def count_unread(recipient: str) -> int:
    """Return the number of a person's unread notices: one read per thousand."""
    return int(_unread(recipient).count().get()[0][0].value)


def mark_read(unit: UnitOfWork, recipient: str, until: datetime, limit: int) -> int:
    """Mark a batch of a person's notices up to a time as read; return their number."""
    unread = _unread(recipient).where(filter=FieldFilter("at", "<=", until))
    found = unit.find(unread.order_by("at", direction=Query.DESCENDING).limit(limit))
    for snapshot in found:
        unit.update(snapshot.reference, {"unread_by": None})
    return len(found)


def _unread(recipient: str) -> Any:
    return _notices().where(filter=FieldFilter("unread_by", "==", recipient))


def by_id(recipient: str, limit: int, after: str) -> tuple[list[Notice], str | None]:
    """Return a batch of a person's notices, and the id to continue after, if any."""
    found, more = firestore.by_id(_notices().where(filter=FieldFilter("recipient", "==", recipient)), limit, after)
    return [Notice.model_validate(snapshot.to_dict()) for snapshot in found], more


def delete_about(subject: str, until: datetime, limit: int) -> int:
    """Delete up to `limit` notices about a subject, up to a time; return their number."""
    about = _notices().where(filter=FieldFilter("subject", "==", subject)).where(filter=FieldFilter("at", "<=", until))
    return firestore.delete_all(about.order_by("at"), limit)


def delete_some(uid: str, limit: int) -> int:
    """Delete up to `limit` notices to a person, then those caused by them; return their number."""
    return next(
        (count for name in NAMES if (count := firestore.delete_all(_named(name, uid), limit))),
        0,
    )


def _named(name: str, uid: str) -> Query:
    named: Query = _notices().where(filter=FieldFilter(name, "==", uid))
    return named
