"""Names to taxa, and taxa to animals."""

from datetime import UTC, datetime

from shared import logs
from shared.animals import rules, store
from shared.animals.models import Animal, Classified, Rank
from shared.animals.taxonomy import taxonomy


def classify(name: str, rank: Rank | None = None, common_name: str | None = None) -> Classified | None:
    """Return the taxon that a scientific name stands for, or None when it cannot be a scientific name.

    A name that the taxonomy does not know is kept as it is, unverified.
    """
    tidy = rules.normalise(name)
    if tidy is None:
        return None
    found = taxonomy().find(tidy)
    if found:
        return found.model_copy(update={"common_name": found.common_name or common_name})
    return Classified(
        scientific_name=tidy,
        common_name=common_name,
        rank=rank or rules.rank_of_form(tidy),
        lineage=[],
        verified=False,
    )


def lookup_or_create(found: Classified, discovered_by: str) -> Animal:
    """Return the animal of a taxon, created with the next creation_index when it is new."""
    now = datetime.now(UTC)
    animal = store.get_or_create(rules.animal_id(found.scientific_name), found, discovered_by, now)
    if animal.created_at == now:
        logs.info("animal_discovered", animal_id=animal.id, creation_index=animal.creation_index)
    return animal


def get(animal_id: str) -> Animal | None:
    """Return an animal by its id."""
    return store.get(animal_id)
