"""The collections dex_entries and collections."""

from collections.abc import Iterator

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.cloud import firestore
from shared.dex import rules
from shared.dex.models import Collection, Entry
from shared.http.pagination import Values

ORDER = ("created_at", "__name__")


def _reference(entry_id: str) -> firestore.Reference:
    return firestore.client().collection("dex_entries").document(entry_id)


def _collection(owner: str) -> firestore.Reference:
    return firestore.client().collection("collections").document(owner)


def add(entry: Entry) -> Entry:
    """Store an entry and count it in its owner's collection, in one step; an entry that is there stays as it is."""
    reference = _reference(entry.id)
    summary = _collection(entry.owner)

    def work(transaction: firestore.Transaction) -> Entry:
        stored = reference.get(transaction=transaction).to_dict()
        if stored:
            return Entry.model_validate({"id": entry.id, **stored})
        collection = Collection.model_validate(summary.get(transaction=transaction).to_dict() or {})
        transaction.create(reference, entry.model_dump(exclude={"id"}))
        transaction.set(summary, rules.collect(collection, entry).model_dump())
        return entry

    return firestore.transact(work)


def get(entry_id: str) -> Entry | None:
    """Return an entry."""
    stored = _reference(entry_id).get().to_dict()
    return Entry.model_validate({"id": entry_id, **stored}) if stored else None


def by_owner(owner: str, limit: int, after: Values | None) -> list[Entry]:
    """Return a person's entries, newest first, behind the given values."""
    entries = firestore.client().collection("dex_entries")
    query = entries.where(filter=FieldFilter("owner", "==", owner))
    for field in ORDER:
        query = query.order_by(field, direction=Query.DESCENDING)
    if after:
        query = query.start_after({**after, "__name__": entries.document(after["__name__"])})
    return [
        Entry.model_validate({"id": snapshot.id, **(snapshot.to_dict() or {})})
        for snapshot in query.limit(limit).stream()
    ]


def all_of(owner: str) -> Iterator[Entry]:
    """Yield all of a person's entries."""
    for snapshot in _owned(owner).stream():
        yield Entry.model_validate({"id": snapshot.id, **(snapshot.to_dict() or {})})


def get_collection(owner: str) -> Collection:
    """Return a person's animals, summed up."""
    return Collection.model_validate(_collection(owner).get().to_dict() or {})


def erase(owner: str) -> int:
    """Delete a person's entries and collection; return how many entries there were."""
    count = firestore.delete_all(_owned(owner))
    _collection(owner).delete()
    return count


def _owned(owner: str) -> Query:
    return firestore.client().collection("dex_entries").where(filter=FieldFilter("owner", "==", owner))


def order_values(entry: Entry) -> Values:
    """Return the values that place an entry in `by_owner`'s order."""
    return {"created_at": entry.created_at, "__name__": entry.id}
