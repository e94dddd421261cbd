"""The collections dex_entries and entry_places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from google.cloud.firestore import ArrayRemove, ArrayUnion, Query
from google.cloud.firestore_v1.base_query import And, FieldFilter, Or

from shared.accounts.models import Geoprivacy
from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.dex import rules
from shared.dex.documents import Entry, EntryRecord, ExactPlace
from shared.dex.requests import BoundingBox, EntryQuery, EntrySort
from shared.pages import Integer, Order, Values
from shared.vision.models import Place

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Sorting:
    """A list's order: the sort field for the owner and for others, the type of its values, and the direction."""

    own: str
    others: str
    kind: Any
    direction: str

    def field(self, audience: str | None) -> str:
        """Return the sort field of an audience's list; None means the owner's."""
        return self.own if audience is None else self.others


ORDERS = {
    EntrySort.CAUGHT: Sorting("caught_at", "query.caught", Moment, Query.DESCENDING),
    EntrySort.ADDED: Sorting("created_at", "query.added", Moment, Query.DESCENDING),
    EntrySort.NAME: Sorting("query.name", "query.name", str, Query.ASCENDING),
    EntrySort.CREATION_INDEX: Sorting("query.number", "query.number", Integer, Query.ASCENDING),
}
FILTERS = {
    "class_name": "query.class",
    "order": "query.order",
    "family": "query.family",
    "animal_id": "query.animal",
    "favorite": "favorite",
    "wild": "wild",
    "visibility": "visibility",
    "month": "query.month",
}


def _entries() -> Any:
    return firestore.client().collection("dex_entries")


def _place(entry_id: str) -> firestore.Reference:
    return firestore.client().collection("entry_places").document(entry_id)


def _read(snapshot: Any) -> Entry:
    return _entry(snapshot.id, snapshot.to_dict() or {})


def _entry(entry_id: str, stored: dict[str, Any]) -> Entry:
    return Entry.model_validate({"id": entry_id, **stored})


# In a unit of work


def get_record(unit: UnitOfWork, entry_id: str) -> EntryRecord | None:
    """Return an entry with its exact place within a unit of work."""
    stored, place = unit.get(_entries().document(entry_id)), unit.get(_place(entry_id))
    exact = Place.model_validate(place) if place else None
    return EntryRecord(entry=_entry(entry_id, stored), exact=exact) if stored else None


def get_in(unit: UnitOfWork, entry_id: str) -> Entry | None:
    """Return an entry within a unit of work, without its exact place."""
    stored = unit.get(_entries().document(entry_id))
    return _entry(entry_id, stored) if stored else None


def note_liked(unit: UnitOfWork, entry_id: str) -> None:
    """Record that an entry has been liked."""
    unit.update(_entries().document(entry_id), {"liked": True})


def put(unit: UnitOfWork, record: EntryRecord) -> None:
    """Store an entry with its exact place."""
    entry = record.entry
    unit.set(_entries().document(entry.id), entry.model_dump(exclude={"id"}) | {"query": rules.query_fields(entry)})
    if record.exact:
        unit.set(_place(entry.id), ExactPlace(owner=entry.owner, **record.exact.model_dump()).model_dump())
    else:
        unit.delete(_place(entry.id))


def delete(unit: UnitOfWork, entry_id: str) -> None:
    """Delete an entry with its exact place."""
    unit.delete(_entries().document(entry_id))
    unit.delete(_place(entry_id))


def first_and_best(unit: UnitOfWork, owner: str, animal_id: str, audience: str, without: str) -> list[Entry]:
    """Return the first and the best of an animal's entries that an audience may see, excluding one entry."""
    seen = _seen(owner, None if audience == rules.OWNER else audience)
    mine = seen.where(filter=FieldFilter("query.animal", "==", animal_id))
    best = mine
    for field in ("favorite", "caught_at", "__name__"):
        best = best.order_by(field, direction=Query.DESCENDING)
    snapshots = [*unit.find(mine.order_by("caught_at").limit(2)), *unit.find(best.limit(2))]
    return [_read(snapshot) for snapshot in snapshots if snapshot.id != without]


# Reading


def get(entry_id: str) -> Entry | None:
    """Return an entry."""
    snapshot = _entries().document(entry_id).get()
    return _read(snapshot) if snapshot.exists else None


def get_some(entry_ids: list[str]) -> list[Entry]:
    """Return the existing entries among these, in the same order."""
    snapshots = firestore.client().get_all([_entries().document(entry_id) for entry_id in entry_ids])
    found = {snapshot.id: _read(snapshot) for snapshot in snapshots if snapshot.exists}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def by_id(owner: str, audience: str | None, limit: int, after: str) -> tuple[list[Entry], str | None]:
    """Return a person's entries that an audience may see (None: all), by id, and the id to continue after, if any."""
    found, more = firestore.by_id(_seen(owner, audience), limit, after)
    return [_read(snapshot) for snapshot in found], more


def get_exact_places(entry_ids: list[str]) -> dict[str, Place]:
    """Return the exact places of some entries, by entry; for their owner only."""
    there = firestore.existing(map(_place, entry_ids))
    return {snapshot.id: Place.model_validate(snapshot.to_dict()) for snapshot in there}


BOX_ORDER: Order = {"latitude": float, "longitude": float, "__name__": Id}


def in_box(owner: str, box: BoundingBox, limit: int, after: Values | None) -> list[tuple[str, ExactPlace]]:
    """Return the exact places of a person's entries in a box, with entry ids, sorted by latitude."""
    places = firestore.client().collection("entry_places")
    query = places.where(filter=FieldFilter("owner", "==", owner))
    query = query.where(filter=FieldFilter("latitude", ">=", box.south)).where(
        filter=FieldFilter("latitude", "<=", box.north)
    )
    east_of, west_of = FieldFilter("longitude", ">=", box.west), FieldFilter("longitude", "<=", box.east)
    query = query.where(filter=(Or if box.west > box.east else And)([east_of, west_of]))
    found = firestore.in_order(query, BOX_ORDER, after, Query.ASCENDING).limit(limit).stream()
    return [(one.id, ExactPlace.model_validate(one.to_dict())) for one in found]


def box_values(entry_id: str, place: ExactPlace) -> Values:
    """Return an entry's values of `in_box`'s sort fields."""
    return {"latitude": place.latitude, "longitude": place.longitude, "__name__": entry_id}


def order(sort: EntrySort, audience: str | None) -> Order:
    """Return the sort fields of an audience's list (None: the owner's)."""
    return {ORDERS[sort].field(audience): ORDERS[sort].kind, "__name__": Id}


def order_values(entry: Entry, sort: EntrySort, audience: str | None) -> Values:
    """Return an entry's values of the sort fields of an audience's list, which reveal nothing private."""
    field = ORDERS[sort].field(audience)
    parent, _, leaf = field.rpartition(".")
    return {field: rules.query_fields(entry)[leaf] if parent else getattr(entry, leaf), "__name__": entry.id}


def find(
    owner: str,
    audience: str | None,
    request: EntryQuery,
    limit: int,
    after: Values | None,
    animals: list[str] | None = None,
) -> list[Entry]:
    """Return a person's entries that an audience may see (None: all), after the given values."""
    query = _seen(owner, audience)
    if animals is not None:
        query = query.where(filter=FieldFilter("query.animal", "in", animals))
    for name, field in FILTERS.items():
        if (value := getattr(request, name)) is not None:
            query = query.where(filter=FieldFilter(field, "==", value))
    behind = _nested(after) if after else None
    query = firestore.in_order(query, order(request.sort, audience), behind, ORDERS[request.sort].direction)
    return [_read(snapshot) for snapshot in query.limit(limit).stream()]


def _nested(values: Values) -> Values:
    """Nest values by path, because the Firestore client looks up dotted paths in nested dictionaries."""
    nested: Values = {}
    for path, value in values.items():
        parent, _, leaf = path.rpartition(".")
        (nested.setdefault(parent, {}) if parent else nested)[leaf] = value
    return nested


def _owned(owner: str) -> Query:
    owned: Query = _entries().where(filter=FieldFilter("owner", "==", owner))
    return owned


def _seen(owner: str, audience: str | None) -> Query:
    owned = _owned(owner)
    return owned.where(filter=FieldFilter("query.audience", "array_contains", audience)) if audience else owned


def by_time(owner: str, audience: str | None) -> Iterator[Entry]:
    """Yield a person's entries that an audience may see (None: all), the newest first by the times it may know."""
    field = ORDERS[EntrySort.CAUGHT].field(audience)
    ordered = _seen(owner, audience).order_by(field, direction=Query.DESCENDING)
    yield from (_read(snapshot) for snapshot in ordered.stream())


def all_of(owner: str) -> Iterator[Entry]:
    """Yield all of a person's entries."""
    yield from (_read(snapshot) for snapshot in _owned(owner).stream())


def count_all() -> int:
    """Return the number of all entries: one read per thousand."""
    counted: Any = firestore.client().collection("dex_entries")
    return int(counted.count().get()[0][0].value)


def count_discoveries(owner: str, audience: str, since: datetime) -> int:
    """Return the number of a person's visible discoveries since a moment: one read per thousand."""
    query = _seen(owner, audience).where(filter=FieldFilter("discovery", "==", True))
    query = query.where(filter=FieldFilter("query.added", ">=", since))
    counted: Any = query.order_by("query.added", direction=Query.DESCENDING)
    return int(counted.count().get()[0][0].value)


# Feeds

NEWS_ORDER: Order = {"created_at": Moment, "__name__": Id}


def news_for(viewer: str, limit: int, after: Values | None) -> list[Entry]:
    """Return the entries in a viewer's feed, the newest first, after the given values."""
    news = _entries().where(filter=FieldFilter("feed", "array_contains", viewer))
    return [_read(snapshot) for snapshot in firestore.in_order(news, NEWS_ORDER, after).limit(limit).stream()]


def news_values(entry: Entry) -> Values:
    """Return an entry's values of the feed's sort fields."""
    return {"created_at": entry.created_at, "__name__": entry.id}


def tell_newest(owner: str, viewer: str, limit: int) -> None:
    """Add a person's newest entries that friends may see to a viewer's feed."""
    newest = _seen(owner, rules.FRIEND).order_by("query.added", direction=Query.DESCENDING).limit(limit)
    _update_feeds(newest, ArrayUnion([viewer]))


def untell(viewer: str, owner: str | None, limit: int) -> int:
    """Remove a batch of a person's entries (None: all people's) from a viewer's feed; return their number."""
    news = _entries().where(filter=FieldFilter("feed", "array_contains", viewer))
    return _update_feeds(
        (news.where(filter=FieldFilter("owner", "==", owner)) if owner else news).limit(limit), ArrayRemove([viewer])
    )


def _update_feeds(query: Query, change: ArrayUnion | ArrayRemove) -> int:
    found = list(query.select([]).stream())
    batch = firestore.client().batch()
    for snapshot in found:
        batch.update(snapshot.reference, {"feed": change})
    batch.commit()
    return len(found)


# For operators and housekeeping


def around(unit: UnitOfWork, entry: Entry, geoprivacy: Geoprivacy | None, limit: int) -> list[Entry]:
    """Return other entries of the same owner and minute, optionally with one geoprivacy."""
    query = _entries().where(filter=FieldFilter("owner", "==", entry.owner))
    if geoprivacy:
        query = query.where(filter=FieldFilter("geoprivacy", "==", geoprivacy))
    for end, distance in ((">=", -MINUTE), ("<=", MINUTE)):
        query = query.where(filter=FieldFilter("caught_at", end, entry.caught_at + distance))
    ordered = query.order_by("caught_at", direction=Query.DESCENDING).limit(limit + 1)
    return [_read(snapshot) for snapshot in unit.find(ordered) if snapshot.id != entry.id][:limit]


def ids_of_animal(animal_id: str, limit: int, after: str) -> tuple[list[tuple[str, str]], str | None]:
    """Return ids of an animal's entries with their owners, and the id to continue after, if any."""
    query = _entries().where(filter=FieldFilter("query.animal", "==", animal_id)).select(["owner"])
    found, more = firestore.by_id(query, limit, after)
    return [(snapshot.id, snapshot.get("owner")) for snapshot in found], more


def count_of_animal(animal_id: str) -> int:
    """Return the number of an animal's entries: one read per thousand."""
    query = _entries().where(filter=FieldFilter("query.animal", "==", animal_id))
    return int(query.count().get()[0][0].value)


def delete_some(owner: str, limit: int) -> int:
    """Delete up to `limit` of a person's entries, with their exact places; return their number."""
    entries = [snapshot.reference for snapshot in _owned(owner).select([]).limit(limit).stream()]
    places = firestore.client().collection("entry_places").where(filter=FieldFilter("owner", "==", owner))
    left = [snapshot.reference for snapshot in places.select([]).limit(limit).stream()]
    firestore.delete_documents([*left, *entries])
    return len(entries)
