"""The collections animals and counters."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.animals import rules
from shared.animals.models import Animal, AnimalQuery, Classification, Sort, Taxon
from shared.base_model import Id
from shared.cloud import firestore
from shared.http.pagination import Integer, Order, Values

DESCENDING = {Sort.POPULARITY}


def _animals() -> Any:
    return firestore.client().collection("animals")


def _read(snapshot: Any) -> Animal:
    return Animal.model_validate({"id": snapshot.id, **(snapshot.to_dict() or {})})


def _dump(animal: Animal) -> dict[str, Any]:
    return animal.model_dump(exclude={"id"}) | rules.search_fields(animal)


def create(
    animal_id: str, result: Classification, discovered_by: str | None, now: datetime, known: dict[str, Any]
) -> Animal:
    """Create the animal with the next creation_index, unless it is there; `known` are further fields of it."""
    reference = _animals().document(animal_id)
    counter = firestore.client().collection("counters").document("animals")

    def work(transaction: firestore.Transaction) -> Animal:
        snapshot = reference.get(transaction=transaction)
        if snapshot.exists:
            return _read(snapshot)
        taken = (counter.get(transaction=transaction).to_dict() or {"last": 0})["last"]
        animal = Animal(
            **result.model_dump(),
            **known,
            id=animal_id,
            creation_index=taken + 1,
            discovered_by=discovered_by,
            photographed=discovered_by is not None,
            created_at=now,
        )
        transaction.create(reference, _dump(animal))
        transaction.set(counter, {"last": animal.creation_index})
        return animal

    return firestore.transact(work)


def update(animal_id: str, changes: Callable[[Animal], dict[str, Any]]) -> Animal | None:
    """Change fields of an animal and return it; None when there is none."""
    reference = _animals().document(animal_id)

    def work(transaction: firestore.Transaction) -> Animal | None:
        snapshot = reference.get(transaction=transaction)
        if not snapshot.exists:
            return None
        before = _read(snapshot)
        changed = before.model_copy(update=changes(before))
        if changed != before:
            transaction.set(reference, _dump(changed))
        return changed

    return firestore.transact(work)


def rename(animal_id: str, new_id: str, result: Classification) -> Animal | None:
    """Move an animal to another name with its number and discoverer; the old id leads to the new one.

    None when there is no such animal, or the other name is an animal already.
    """
    old, new = _animals().document(animal_id), _animals().document(new_id)

    def work(transaction: firestore.Transaction) -> Animal | None:
        snapshot, taken = old.get(transaction=transaction), new.get(transaction=transaction)
        if not snapshot.exists or taken.exists:
            return None
        before = _read(snapshot)
        renamed = before.model_copy(update={**dict(result), "id": new_id})
        transaction.create(new, _dump(renamed))
        transaction.set(old, _dump(before.model_copy(update={"merged_into": new_id})))
        return renamed

    return firestore.transact(work)


def get(animal_id: str) -> Animal | None:
    """Return an animal; of one that was merged, the one that it turned out to be."""
    snapshot = _animals().document(animal_id).get()
    if not snapshot.exists:
        return None
    animal = _read(snapshot)
    return get(animal.merged_into) if animal.merged_into else animal


def get_some(animal_ids: list[str]) -> list[Animal]:
    """Return those of some animals that there are, in the same order."""
    result = {
        snapshot.id: _read(snapshot)
        for snapshot in firestore.client().get_all([_animals().document(animal_id) for animal_id in animal_ids])
        if snapshot.exists
    }
    return [result[animal_id] for animal_id in animal_ids if animal_id in result]


def order(sort: Sort) -> Order:
    """Return the fields of a list's order."""
    return {sort.value: Integer, "__name__": Id}


def search(request: AnimalQuery, taxon: Taxon | None, limit: int, after: Values | None) -> list[Animal]:
    """Return the animals that are asked for, behind the given values."""
    query = _animals().where(filter=FieldFilter("merged_into", "==", None))
    if request.q:
        query = query.where(filter=FieldFilter("prefixes", "array_contains", rules.search_key(request.q)))
    equal: dict[str, object] = {"rank": request.rank, "verified": request.verified}
    if taxon:
        equal[f"taxa.{taxon.rank}"] = taxon.name
    for field, value in equal.items():
        if value is not None:
            query = query.where(filter=FieldFilter(field, "==", value))
    direction = Query.DESCENDING if request.sort in DESCENDING else Query.ASCENDING
    for field in order(request.sort):
        query = query.order_by(field, direction=direction)
    if after:
        query = query.start_after({**after, "__name__": _animals().document(after["__name__"])})
    return [_read(snapshot) for snapshot in query.limit(limit).stream()]


def order_values(animal: Animal, sort: Sort) -> Values:
    """Return the values that place an animal in a list's order."""
    return {sort.value: getattr(animal, sort.value), "__name__": animal.id}


def discovered_by(uid: str) -> list[Animal]:
    """Return the animals that a person was the first to photograph."""
    return [_read(snapshot) for snapshot in _discoveries(uid).stream()]


def forget_discoverer(uid: str) -> int:
    """Take a person's name from the animals that they discovered; return how many there were."""
    result = [snapshot.reference for snapshot in _discoveries(uid).select([]).stream()]
    for reference in result:
        reference.update({"discovered_by": None})
    return len(result)


def _discoveries(uid: str) -> Query:
    discoveries: Query = _animals().where(filter=FieldFilter("discovered_by", "==", uid))
    return discoveries


def of_unknown_status(limit: int) -> Iterator[Animal]:
    """Yield animals of which nobody has said how threatened they are."""
    unknown = _animals().where(filter=FieldFilter("iucn_known", "==", False))
    yield from (_read(snapshot) for snapshot in unknown.limit(limit).stream())


def merged() -> Iterator[Animal]:
    """Yield the animals that turned out to be others."""
    yield from (_read(snapshot) for snapshot in _animals().where(filter=FieldFilter("merged_into", ">", "")).stream())
