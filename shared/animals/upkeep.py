"""Moderation and housekeeping of animals, and people's discoveries."""

from datetime import UTC, datetime, timedelta
from string import ascii_lowercase
from typing import Any

from shared.animals import animals, gbif, names, red_list, rules, store
from shared.animals.models import Animal, Category
from shared.cloud.firestore import UnitOfWork
from shared.part import SAMPLE, Found, Section, Work, drawn

ANIMALS_AT_ONCE = 200
REFRESH_TIME = timedelta(hours=1)  # by then, the task that updates the entries has finished or died


def set_status(animal_id: str, category: Category | None) -> Animal | None:
    """Set an animal's category, which affects its entries' places; None if there is no such animal."""
    now = datetime.now(UTC)

    def work(unit: UnitOfWork) -> Animal | None:
        animal = store.get_in(unit, animal_id)
        return red_list.set_category(unit, animal, category, now) if animal else None

    return animals.change(work)


def find_due_refresh(at: datetime, cursor: str) -> Found:
    """Find animals whose entries still need to be updated, because the task that did it died."""
    return Found(*store.due_before(at - REFRESH_TIME, ANIMALS_AT_ONCE, cursor))


def refreshed(animal_id: str, at: datetime) -> None:
    """Record that all entries of an animal reflect its state at this moment."""

    def done(animal: Animal) -> dict[str, Any]:
        is_done = animal.refresh_due_at is not None and animal.refresh_due_at <= at
        return {"refresh_due_at": None} if is_done else {}

    animals.update(animal_id, done)


def find_sample(at: datetime, _: str) -> Found:
    """Find a few animals, others each time, of which what is counted is held against what there is."""
    return Found(store.sample(drawn(at, ascii_lowercase), SAMPLE))


def get(animal_id: str) -> Animal | None:
    """Return an animal; None of one that was merged into another."""
    animal = store.get(animal_id)
    return animal if animal and animal.id == animal_id else None


def set_popularity(animal_id: str, entries: int) -> None:
    """Store the number of an animal's entries."""
    animals.update(animal_id, lambda _: {"popularity": entries})


def find_unknown_status(_: datetime, cursor: str) -> Found:
    """Find animals whose category could not be looked up at GBIF."""
    return Found(*store.of_unknown_status(ANIMALS_AT_ONCE, cursor))


def ask_status(work: Work) -> None:
    """Look up an animal's category at GBIF again."""
    animal = animals.get(work.subject)
    answer = gbif.look_up(animal.scientific_name) if animal else None
    if animal and answer:
        set_status(animal.id, answer.iucn)


def take_discovery_back(animal_id: str) -> Animal | None:
    """Remove an animal's discoverer; it keeps its number. None if there is no such animal."""
    now = datetime.now(UTC)

    def work(unit: UnitOfWork) -> Animal | None:
        animal = store.update(unit, animal_id, lambda _: {"discovered_by": None, "discovery_entry": None})
        red_list.refresh(unit, animal_id, now)
        return animal

    return animals.change(work)


def discover(unit: UnitOfWork, animal: Animal, uid: str, entry_id: str, now: datetime) -> Animal:
    """Give a species its number and discoverer when its first photograph is added to a dex."""
    discovered = store.discover(unit, animal, uid, entry_id, now)
    red_list.refresh(unit, animal.id, now)  # entries that only name it have no number yet
    unit.follow(animals.forget)
    return discovered


def merge(animal_id: str, into: str) -> Animal | None:
    """Merge an animal into another; None if either does not exist, or they are already the same.

    From now on, the first id redirects to the second, and the entries are moved. If only the first has a number and a
    discoverer, the second takes them over.
    """
    now = datetime.now(UTC)
    return animals.change(lambda unit: _merge(unit, animal_id, into, now))


def _merge(unit: UnitOfWork, animal_id: str, into: str, now: datetime) -> Animal | None:
    target, source = store.current_in(unit, into), store.current_in(unit, animal_id)
    if target is None or source is None or target.id == source.id:
        return None
    if target.creation_index is None and source.creation_index:
        discovery = source.model_dump(include={"creation_index", "discovered_by", "discovered_at", "discovery_entry"})
        target = store.update(unit, target.id, lambda _: discovery) or target
        red_list.refresh(unit, target.id, now)
    store.update(unit, source.id, lambda _: {"merged_into": target.id})
    red_list.refresh(unit, source.id, now)
    return target


def rename(animal_id: str, name: str) -> Animal | None:
    """Rename an animal, with its classification from the taxonomy; None if that is not possible.

    From now on, the old id redirects to the new one, and the entries are moved.
    """
    result = names.resolve_name(name)
    if result is None:
        return None
    new_id, now = rules.animal_id(result.scientific_name), datetime.now(UTC)

    def work(unit: UnitOfWork) -> Animal | None:
        renamed = store.rename(unit, animal_id, new_id, result)
        if renamed:
            red_list.refresh(unit, animal_id, now)
        return renamed

    return animals.change(work)


def export(uid: str, cursor: str) -> Section:
    """Return a batch of the animals that a person discovered."""
    return Section(*store.discovered_by(uid, ANIMALS_AT_ONCE, cursor))


def erase(uid: str, limit: int) -> int:
    """Remove a person's uid from a batch of the animals that they discovered; the animals are kept."""
    count = store.forget_discoverer(uid, limit)
    animals.forget()
    return count
