"""The collections animals and counters."""

from datetime import datetime
from typing import Any

from google.api_core.exceptions import NotFound
from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.animals.models import Animal, Classified
from shared.cloud import firestore


def get_or_create(animal_id: str, found: Classified, discovered_by: str, now: datetime) -> Animal:
    """Return the animal, created with the next creation_index when nobody has discovered it before."""
    database = firestore.client()
    reference = database.collection("animals").document(animal_id)
    counter = database.collection("counters").document("animals")

    def work(transaction: firestore.Transaction) -> Animal:
        stored = reference.get(transaction=transaction).to_dict()
        if stored:
            return Animal.model_validate({"id": animal_id, **stored})
        taken = (counter.get(transaction=transaction).to_dict() or {"last": 0})["last"]
        animal = Animal(
            **found.model_dump(),
            id=animal_id,
            creation_index=taken + 1,
            discovered_by=discovered_by,
            created_at=now,
        )
        transaction.create(reference, animal.model_dump(exclude={"id"}))
        transaction.set(counter, {"last": animal.creation_index})
        return animal

    return get(animal_id) or firestore.transact(work)


def discovered_by(uid: str) -> list[Animal]:
    """Return the animals that a person was the first to photograph."""
    return [
        Animal.model_validate({"id": snapshot.id, **(snapshot.to_dict() or {})})
        for snapshot in _discoveries(uid).stream()
    ]


def forget_discoverer(uid: str) -> int:
    """Take a person's name from the animals that they discovered; return how many there were."""
    found = [snapshot.reference for snapshot in _discoveries(uid).select([]).stream()]
    for reference in found:
        reference.update({"discovered_by": None})
    return len(found)


def _discoveries(uid: str) -> Query:
    return firestore.client().collection("animals").where(filter=FieldFilter("discovered_by", "==", uid))


def update(animal_id: str, changes: dict[str, Any]) -> Animal | None:
    """Change fields of an animal and return it; None when there is none."""
    reference = firestore.client().collection("animals").document(animal_id)
    try:
        reference.update(changes)
    except NotFound:
        return None
    return get(animal_id)


def get(animal_id: str) -> Animal | None:
    """Return an animal."""
    stored = firestore.client().collection("animals").document(animal_id).get().to_dict()
    return Animal.model_validate({"id": animal_id, **stored}) if stored else None
