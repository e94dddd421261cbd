"""The collection likes."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import batched
from typing import Any

from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.dex import rules
from shared.dex.documents import Like
from shared.pages import Order, Values

ORDER: Order = {"by_friend": bool, "at": Moment, "__name__": Id}
AT_ONCE = 16  # counts requested in parallel
NAMES = ("person", "owner")


def _likes() -> Any:
    return firestore.client().collection("likes")


def _like(person: str, entry_id: str) -> firestore.Reference:
    reference: firestore.Reference = _likes().document(rules.like_id(person, entry_id))
    return reference


def _read(snapshots: Iterable[Any]) -> list[Like]:
    return [Like.model_validate(snapshot.to_dict()) for snapshot in snapshots]


def get(unit: UnitOfWork, person: str, entry_id: str) -> Like | None:
    """Return a person's like of an entry."""
    stored = unit.get(_like(person, entry_id))
    return Like.model_validate(stored) if stored else None


def put(unit: UnitOfWork, like: Like) -> None:
    """Store a like."""
    unit.set(_like(like.person, like.entry_id), like.model_dump())


def delete(unit: UnitOfWork, like: Like) -> None:
    """Delete a like."""
    unit.delete(_like(like.person, like.entry_id))


def another(unit: UnitOfWork, entry_id: str, than: set[str]) -> Like | None:
    """Return a like that counts for an entry, from anybody but some people."""
    found = _read(unit.find(_counted(entry_id).limit(len(than) + 1)))
    return next((like for like in found if like.person not in than), None)


def count(entry_ids: list[str]) -> dict[str, int]:
    """Return the numbers of likes that count for some entries: one read per thousand of each."""

    def count_one(entry_id: str) -> int:
        return int(_counted(entry_id).count().get()[0][0].value)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(entry_ids, pool.map(count_one, entry_ids), strict=True))


def of_person(person: str, entry_ids: list[str]) -> dict[str, Like]:
    """Return a person's likes of some entries, by entry: one read per like."""
    mine = _likes().where(filter=FieldFilter("person", "==", person))
    found: list[Like] = []
    for some in batched(entry_ids, firestore.MAX_IN):
        found += _read(mine.where(filter=FieldFilter("entry_id", "in", list(some))).stream())
    return {like.entry_id: like for like in found}


def of_entry(entry_id: str, limit: int, after: Values | None) -> list[Like]:
    """Return the likes that count for an entry: friends' first, then the newest, after the given values."""
    return _read(firestore.in_order(_counted(entry_id), ORDER, after).limit(limit).stream())


def order_values(like: Like) -> Values:
    """Return a like's values of the sort fields of an entry's likes."""
    return {"by_friend": like.by_friend, "at": like.at, "__name__": rules.like_id(like.person, like.entry_id)}


def by_id(person: str, owner: str | None, limit: int, after: str) -> tuple[list[Like], str | None]:
    """Return a batch of a person's likes (of one owner's entries), and the id to continue after, if any."""
    query = _likes().where(filter=FieldFilter("person", "==", person))
    query = query.where(filter=FieldFilter("owner", "==", owner)) if owner else query
    found, more = firestore.by_id(query, limit, after)
    return _read(found), more


def delete_of_entry(entry_id: str, until: datetime, limit: int) -> int:
    """Delete up to `limit` likes of an entry that existed at a time; return their number."""
    of_it = _likes().where(filter=FieldFilter("entry_id", "==", entry_id)).where(filter=FieldFilter("at", "<=", until))
    return firestore.delete_all(of_it.order_by("at"), limit)


def delete_some(uid: str, limit: int) -> int:
    """Delete up to `limit` likes by a person, then those of their entries; return their number."""
    named = (_likes().where(filter=FieldFilter(name, "==", uid)) for name in NAMES)
    return next((deleted for query in named if (deleted := firestore.delete_all(query, limit))), 0)


def _counted(entry_id: str) -> Any:
    return _likes().where(filter=FieldFilter("counts_for", "==", entry_id))
