"""The collections dex_entries, entry_places, dex_tombstones and collections."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.dex import rules
from shared.dex.badges import SpeciesOf
from shared.dex.models import Entry, EntryQuery, EntryRecord, EntrySort, LifeList, Tombstone
from shared.http.pagination import Integer, Order, Values
from shared.vision.models import Place

TOMBSTONE_LIFETIME = timedelta(days=90)


@dataclass(frozen=True)
class Sorting:
    """A list's order: the field, the type of its values, where they are found in an entry, and the direction."""

    field: str
    kind: Any
    value: Callable[[Entry], Any]
    direction: str


ORDERS = {
    EntrySort.CAUGHT: Sorting("caught_at", Moment, lambda entry: entry.caught_at, Query.DESCENDING),
    EntrySort.ADDED: Sorting("created_at", Moment, lambda entry: entry.created_at, Query.DESCENDING),
    EntrySort.NAME: Sorting("query.name", str, lambda entry: rules.query_fields(entry)["name"], Query.ASCENDING),
    EntrySort.CREATION_INDEX: Sorting(
        "animal.creation_index", Integer, lambda entry: entry.animal.creation_index, Query.ASCENDING
    ),
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


def _tombstones() -> Any:
    return firestore.client().collection("dex_tombstones")


def _collection(owner: str) -> firestore.Reference:
    return firestore.client().collection("collections").document(owner)


def _read(snapshot: Any) -> Entry:
    return Entry.model_validate({"id": snapshot.id, **(snapshot.to_dict() or {})})


# One change


def change(
    entry_id: str,
    owner: str,
    now: datetime,
    species_of: SpeciesOf,
    decide: Callable[[EntryRecord | None], EntryRecord | None],
) -> EntryRecord | None:
    """Add, change or delete an entry with everything that is counted of it, in one step; return it as it is now.

    `decide` is given the entry as it is stored (None: there is none) and returns it as it is to be (None: deleted).
    What it raises leaves everything as it was; when it changes nothing, nothing is written.

    Raises:
        LifeListFullError: the owner has as many animals as a collection holds.

    """

    def work(transaction: firestore.Transaction) -> EntryRecord | None:
        before = _get_kept(transaction, entry_id)
        decided = _as_seen_before(transaction, decide(before)) if before is None else decide(before)
        if decided == before:
            return before
        life_list = LifeList.model_validate(_collection(owner).get(transaction=transaction).to_dict() or {})
        old, new = before.entry if before else None, decided.entry if decided else None
        others = _others(transaction, owner, entry_id, life_list, [entry for entry in (old, new) if entry])
        counted = rules.replace(life_list, old, new, others, species_of, now)
        revision = life_list.revision + 1
        transaction.set(_collection(owner), counted.model_copy(update={"revision": revision}).model_dump())
        return _write(transaction, entry_id, old, decided, revision, now)

    return firestore.transact(work)


def _get_kept(transaction: firestore.Transaction, entry_id: str) -> EntryRecord | None:
    snapshot = _entries().document(entry_id).get(transaction=transaction)
    place = _place(entry_id).get(transaction=transaction).to_dict()
    exact = Place.model_validate(place) if place else None
    return EntryRecord(entry=_read(snapshot), exact=exact) if snapshot.exists else None


def _as_seen_before(transaction: firestore.Transaction, new: EntryRecord | None) -> EntryRecord | None:
    """Return a new entry with those who could see it before it was deleted: they are told what becomes of it."""
    if new is None:
        return None
    stone = _tombstones().document(new.entry.id).get(transaction=transaction).to_dict()
    seen = stone["ever_seen_by"] if stone else []
    return EntryRecord(entry=new.entry.model_copy(update={"ever_seen_by": seen}), exact=new.exact)


def _others(
    transaction: firestore.Transaction, owner: str, entry_id: str, life_list: LifeList, concerned: list[Entry]
) -> dict[str, list[Entry]]:
    """Return the first and the best of the owner's other entries of the animals concerned."""
    animals = {entry.animal.animal_id for entry in concerned} & set(life_list.animals)
    result: dict[str, list[Entry]] = {}
    for animal in animals:
        mine = _owned(owner).where(filter=FieldFilter("query.animal", "==", animal))
        first = mine.order_by("caught_at").limit(2)
        best = mine
        for field in ("favorite", "caught_at", "__name__"):
            best = best.order_by(field, direction=Query.DESCENDING)
        snapshots = [*first.stream(transaction=transaction), *best.limit(2).stream(transaction=transaction)]
        result[animal] = [_read(snapshot) for snapshot in snapshots if snapshot.id != entry_id]
    return result


def _write(
    transaction: firestore.Transaction,
    entry_id: str,
    old: Entry | None,
    decided: EntryRecord | None,
    revision: int,
    now: datetime,
) -> EntryRecord | None:
    reference, tombstone = _entries().document(entry_id), _tombstones().document(entry_id)
    if decided is None:
        transaction.delete(reference)
        transaction.delete(_place(entry_id))
        if old:
            lasting = old.model_dump(include=set(Tombstone.model_fields) - {"revision"})
            stone = Tombstone(**lasting, revision=revision, expires_at=now + TOMBSTONE_LIFETIME)
            transaction.set(tombstone, stone.model_dump(exclude={"id"}))
        return None
    entry = rules.stamped(decided.entry, old, revision, now)
    transaction.set(reference, entry.model_dump(exclude={"id"}) | {"query": rules.query_fields(entry)})
    if decided.exact:
        transaction.set(_place(entry_id), {"owner": entry.owner, **decided.exact.model_dump()})
    else:
        transaction.delete(_place(entry_id))
    if old is None:
        transaction.delete(tombstone)
    return EntryRecord(entry=entry, exact=decided.exact)


# Reading


def get(entry_id: str) -> Entry | None:
    """Return an entry."""
    snapshot = _entries().document(entry_id).get()
    return _read(snapshot) if snapshot.exists else None


def get_exact_place(entry_id: str) -> Place | None:
    """Return an entry's exact place: for its owner alone."""
    stored = _place(entry_id).get().to_dict()
    return Place.model_validate(stored) if stored else None


def order(sort: EntrySort) -> Order:
    """Return the fields of a list's order."""
    return {ORDERS[sort].field: ORDERS[sort].kind, "__name__": Id}


def order_values(entry: Entry, sort: EntrySort) -> Values:
    """Return the values that place an entry in a list's order."""
    return {ORDERS[sort].field: ORDERS[sort].value(entry), "__name__": entry.id}


def find(
    owner: str,
    audience: str | None,
    request: EntryQuery,
    limit: int,
    after: Values | None,
    animals: list[str] | None = None,
) -> list[Entry]:
    """Return a person's entries that an audience may see (None: all), behind the given values."""
    query = _owned(owner)
    if audience:
        query = query.where(filter=FieldFilter("query.audience", "array_contains", audience))
    if animals is not None:
        query = query.where(filter=FieldFilter("query.animal", "in", animals))
    for name, field in FILTERS.items():
        if (value := getattr(request, name)) is not None:
            query = query.where(filter=FieldFilter(field, "==", value))
    for field in order(request.sort):
        query = query.order_by(field, direction=ORDERS[request.sort].direction)
    if after:
        query = query.start_after(_nested({**after, "__name__": _entries().document(after["__name__"])}))
    return [_read(snapshot) for snapshot in query.limit(limit).stream()]


def _nested(values: Values) -> Values:
    """Return values by path as the client wants them: it looks dotted paths up in nested dictionaries."""
    nested: Values = {}
    for path, value in values.items():
        parent, _, leaf = path.rpartition(".")
        (nested.setdefault(parent, {}) if parent else nested)[leaf] = value
    return nested


def _owned(owner: str) -> Query:
    owned: Query = _entries().where(filter=FieldFilter("owner", "==", owner))
    return owned


def all_of(owner: str) -> Iterator[Entry]:
    """Yield all of a person's entries."""
    yield from (_read(snapshot) for snapshot in _owned(owner).stream())


def exact_places_of(owner: str) -> dict[str, Place]:
    """Return the exact places of a person's entries, by entry."""
    places = firestore.client().collection("entry_places").where(filter=FieldFilter("owner", "==", owner))
    return {snapshot.id: Place.model_validate(snapshot.to_dict()) for snapshot in places.stream()}


def get_life_list(owner: str) -> LifeList:
    """Return a person's entries, summed up."""
    return LifeList.model_validate(_collection(owner).get().to_dict() or {})


def get_life_lists(owners: list[str]) -> dict[str, LifeList]:
    """Return people's entries, summed up."""
    result = firestore.client().get_all([_collection(owner) for owner in owners])
    return {snapshot.id: LifeList.model_validate(snapshot.to_dict() or {}) for snapshot in result}


# What changed


def changes_since(owner: str, audience: str | None, revision: int, limit: int) -> list[Entry | Tombstone]:
    """Return the first changes after a revision: up to `limit` entries, and as many that were deleted.

    Of an audience's, only what it can or could see. Both are read at one moment, or a change between the two would
    be missed.
    """

    def work(transaction: firestore.Transaction) -> list[Entry | Tombstone]:
        changed = _since(_entries(), owner, audience, revision, limit).stream(transaction=transaction)
        deleted = _since(_tombstones(), owner, audience, revision, limit).stream(transaction=transaction)
        stones = [Tombstone.model_validate({"id": stone.id, **(stone.to_dict() or {})}) for stone in deleted]
        return [*(_read(snapshot) for snapshot in changed), *stones]

    return firestore.transact(work, read_only=True)


def _since(documents: Any, owner: str, audience: str | None, revision: int, limit: int) -> Query:
    query = documents.where(filter=FieldFilter("owner", "==", owner))
    if audience:
        query = query.where(filter=FieldFilter("ever_seen_by", "array_contains", audience))
    ordered: Query = query.where(filter=FieldFilter("revision", ">", revision)).order_by("revision").limit(limit)
    return ordered


# What operators and housekeeping ask


def shows_job(job_id: str) -> bool:
    """Tell whether an entry shows a photograph."""
    query = _entries().where(filter=FieldFilter("query.jobs", "array_contains", job_id)).limit(1)
    return bool(list(query.stream()))


def ids_of_animal(animal_id: str) -> list[tuple[str, str]]:
    """Return the ids of all entries of an animal, with their owners."""
    query = _entries().where(filter=FieldFilter("query.animal", "==", animal_id)).select(["owner"])
    return [(snapshot.id, snapshot.get("owner")) for snapshot in query.stream()]


def count_of_animal(animal_id: str) -> int:
    """Return in how many entries an animal is: one read a thousand."""
    query = _entries().where(filter=FieldFilter("query.animal", "==", animal_id))
    return int(query.count().get()[0][0].value)


def changed_animals(since: datetime) -> set[str]:
    """Return the animals of the entries that changed since a moment."""
    query = _entries().where(filter=FieldFilter("updated_at", ">=", since)).select(["query.animal"])
    return {str(snapshot.get("query.animal")) for snapshot in query.stream()}


def owners() -> Iterator[str]:
    """Yield everybody who has a collection."""
    for snapshot in firestore.client().collection("collections").select([]).stream():
        yield str(snapshot.id)


def recount(owner: str, now: datetime, species_of: SpeciesOf, *, fix: bool) -> list[str]:
    """Return where a person's collection differs from its entries; `fix` mends it, in the same step."""

    def work(transaction: firestore.Transaction) -> list[str]:
        result = LifeList.model_validate(_collection(owner).get(transaction=transaction).to_dict() or {})
        entries = [_read(snapshot) for snapshot in _owned(owner).stream(transaction=transaction)]
        right = rules.recount(entries, species_of, result, now)
        wrong = rules.differences(result, right)
        if wrong and fix:
            transaction.set(_collection(owner), right.model_dump())
        return wrong

    return firestore.transact(work)


def erase(owner: str) -> int:
    """Delete a person's entries with everything about them; return how many entries there were."""
    count = firestore.delete_all(_owned(owner))
    for name in ("entry_places", "dex_tombstones"):
        documents = firestore.client().collection(name)
        firestore.delete_all(documents.where(filter=FieldFilter("owner", "==", owner)))
    _collection(owner).delete()
    return count
