"""The collections animals and counters."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.animals import rules
from shared.animals.models import Animal, AnimalCounter, AnimalQuery, Category, Classification, Sort, Taxon
from shared.base_model import Id
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.pages import Integer, Order, Values

DESCENDING = {Sort.POPULARITY}


def _animals() -> Any:
    return firestore.client().collection("animals")


def _reference(animal_id: str) -> firestore.Reference:
    reference: firestore.Reference = _animals().document(animal_id)
    return reference


def _read(snapshot: Any) -> Animal:
    return _animal(snapshot.id, snapshot.to_dict() or {})


def _animal(animal_id: str, stored: dict[str, Any]) -> Animal:
    return Animal.model_validate({"id": animal_id, **stored})


def _dump(animal: Animal) -> dict[str, Any]:
    return animal.model_dump(exclude={"id"}) | rules.list_fields(animal)


def create(
    unit: UnitOfWork,
    animal_id: str,
    taxon: Classification,
    now: datetime,
    known: dict[str, Any],
) -> Animal:
    """Create an animal, unless it exists; `known` are additional fields."""
    if stored := unit.get(_reference(animal_id)):
        return _animal(animal_id, stored)
    animal = Animal(**taxon.model_dump(), **known, id=animal_id, created_at=now)
    unit.create(_reference(animal_id), _dump(animal))
    return animal


def sample(start: str, limit: int) -> list[str]:
    """Return some animals, from an id on."""
    return firestore.sample("animals", start, limit)


def discover(unit: UnitOfWork, animal: Animal, uid: str, entry_id: str, now: datetime) -> Animal:
    """Give an animal the next creation_index and its discoverer."""
    counter = firestore.client().collection("counters").document("animals")
    number = AnimalCounter.model_validate(unit.get(counter) or {}).last + 1
    discovery = {"discovered_by": uid, "discovered_at": now, "discovery_entry": entry_id}
    discovered = animal.model_copy(update={"creation_index": number, **discovery})
    unit.set(_reference(animal.id), _dump(discovered))
    unit.set(counter, AnimalCounter(last=number).model_dump())
    return discovered


def update(unit: UnitOfWork, animal_id: str, changes: Callable[[Animal], dict[str, Any]]) -> Animal | None:
    """Change fields of an animal and return it; None if it does not exist."""
    before = get_in(unit, animal_id)
    if before is None:
        return None
    changed = before.model_copy(update=changes(before))
    if changed != before:
        unit.set(_reference(animal_id), _dump(changed))
    return changed


def rename(unit: UnitOfWork, animal_id: str, new_id: str, taxon: Classification) -> Animal | None:
    """Rename an animal, keeping its number and discoverer; the old id redirects to the new one.

    None if there is no such animal, or the new name is already an animal.
    """
    before = get_in(unit, animal_id)
    if before is None or unit.get(_reference(new_id)):
        return None
    renamed = before.model_copy(update={**dict(taxon), "id": new_id})
    unit.create(_reference(new_id), _dump(renamed))
    unit.set(_reference(animal_id), _dump(before.model_copy(update={"merged_into": new_id})))
    return renamed


def get_in(unit: UnitOfWork, animal_id: str) -> Animal | None:
    """Return the animal with this id within a unit of work, even if it was merged."""
    stored = unit.get(_reference(animal_id))
    return _animal(animal_id, stored) if stored else None


def current_in(unit: UnitOfWork, animal_id: str) -> Animal | None:
    """Return an animal within a unit of work; if it was merged, the one it was merged into."""
    return _follow(animal_id, lambda one: get_in(unit, one))


def get(animal_id: str) -> Animal | None:
    """Return an animal; if it was merged, the one it was merged into."""

    def read(one: str) -> Animal | None:
        snapshot = _reference(one).get()
        return _read(snapshot) if snapshot.exists else None

    return _follow(animal_id, read)


def _follow(animal_id: str, read: Callable[[str], Animal | None]) -> Animal | None:
    """Follow merges from an animal to the final one; cycles are ignored."""
    seen: set[str] = set()
    animal = read(animal_id)
    while animal and animal.merged_into and animal.merged_into not in seen:
        seen.add(animal.id)
        animal = read(animal.merged_into)
    return animal


def get_some(animal_ids: list[str]) -> list[Animal]:
    """Return the existing animals among these, in the same order."""
    result = {snapshot.id: _read(snapshot) for snapshot in firestore.existing(map(_reference, animal_ids))}
    return [result[animal_id] for animal_id in animal_ids if animal_id in result]


def order(sort: Sort) -> Order:
    """Return a list's sort fields."""
    return {sort.value: Integer, "__name__": Id}


def list_animals(request: AnimalQuery, taxon: Taxon | None, limit: int, after: Values | None) -> list[Animal]:
    """Return the requested animals, after the given values."""
    query = _animals().where(filter=FieldFilter("listed", "==", True))
    equal: dict[str, object] = {"rank": request.rank}
    if taxon:
        equal[f"taxa.{taxon.rank}"] = taxon.name
    for field, value in equal.items():
        if value is not None:
            query = query.where(filter=FieldFilter(field, "==", value))
    direction = Query.DESCENDING if request.sort in DESCENDING else Query.ASCENDING
    query = firestore.in_order(query, order(request.sort), after, direction)
    return [_read(snapshot) for snapshot in query.limit(limit).stream()]


def order_values(animal: Animal, sort: Sort) -> Values:
    """Return an animal's values of a list's sort fields."""
    return {sort.value: getattr(animal, sort.value), "__name__": animal.id}


def discovered_by(uid: str, limit: int, after: str) -> tuple[list[Animal], str | None]:
    """Return a batch of the animals that a person discovered, and the id to continue after, if any."""
    found, more = firestore.by_id(_discoveries(uid), limit, after)
    return [_read(snapshot) for snapshot in found], more


def forget_discoverer(uid: str, limit: int) -> int:
    """Remove a person's uid from up to `limit` animals that they discovered; return their number."""
    result = [snapshot.reference for snapshot in _discoveries(uid).select([]).limit(limit).stream()]
    for reference in result:
        reference.update({"discovered_by": None})
    return len(result)


def _discoveries(uid: str) -> Query:
    discoveries: Query = _animals().where(filter=FieldFilter("discovered_by", "==", uid))
    return discoveries


def of_unknown_status(limit: int, after: str) -> tuple[list[str], str | None]:
    """Return the ids of animals with an unknown Red List category, and the id to continue after, if any."""
    found, more = firestore.by_id(_animals().where(filter=FieldFilter("iucn_known", "==", False)), limit, after)
    return [snapshot.id for snapshot in found], more


def due_before(at: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return the ids of animals whose entries should have been updated before this moment, and a cursor."""
    return firestore.by_time(
        _animals().where(filter=FieldFilter("refresh_due_at", "<", at)), "refresh_due_at", limit, cursor
    )


def worst_below(taxon: Classification) -> Category | None:
    """Return the worst category of the threatened animals below a taxon."""
    below = _animals().where(filter=FieldFilter(f"taxa.{taxon.rank}", "==", taxon.scientific_name))
    for category in rules.THREATENED:
        if list(below.where(filter=FieldFilter("iucn", "==", category)).select([]).limit(1).stream()):
            return category
    return None
