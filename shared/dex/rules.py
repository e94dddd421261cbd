"""Decisions about entries and collections."""

import hashlib

from shared.dex.models import CollectedAnimal, Collection, Entry


def entry_id(job_id: str, animal_id: str) -> str:
    """Return the id of the entry for an animal on a photograph: asking twice makes one."""
    return hashlib.sha256(f"{job_id}/{animal_id}".encode()).hexdigest()[:24]


def collect(collection: Collection, entry: Entry) -> Collection:
    """Return the collection with one entry more."""
    before = collection.animals.get(entry.animal.animal_id)
    now = CollectedAnimal(
        count=before.count + 1 if before else 1,
        first_seen=min(before.first_seen, entry.caught_at) if before else entry.caught_at,
        best_entry=before.best_entry if before else entry.id,
    )
    return Collection(animals={**collection.animals, entry.animal.animal_id: now})
