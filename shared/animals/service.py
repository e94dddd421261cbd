"""Names to taxa, and taxa to animals."""

import time
from datetime import UTC, datetime

from shared import logs
from shared.animals import gbif, rules, store
from shared.animals.models import Animal, Classified, Rank
from shared.animals.taxonomy import taxonomy
from shared.settings import settings

MAX_REMEMBERED = 2000
_remembered: dict[str, tuple[float, Animal]] = {}


def classify(name: str, rank: Rank | None = None, common_name: str | None = None) -> Classified | None:
    """Return the taxon that a model's scientific name stands for, or None when it cannot be a scientific name.

    The bundled taxonomy is asked first (accepted names, synonyms), then for a misspelling, then GBIF. A name that
    none of them knows is kept as it is, unverified.
    """
    tidy = rules.normalise(name)
    if tidy is None:
        return None
    found = _known(tidy) or gbif.find(tidy)
    if found:
        return found.model_copy(update={"common_name": found.common_name or common_name})
    return Classified(
        scientific_name=tidy,
        common_name=common_name,
        rank=rank or rules.rank_of_form(tidy),
        lineage=[],
        verified=False,
    )


def _known(name: str) -> Classified | None:
    found = taxonomy().find(name)
    if found:
        return found
    best = rules.best_spelling(name, taxonomy().spelled_alike(name))
    return taxonomy().find(best) if best else None


def find(name: str) -> Classified | None:
    """Return the taxon that a person's word stands for: a scientific name, a synonym or a common name."""
    tidy = rules.normalise(name)
    return (taxonomy().find(tidy) if tidy else None) or taxonomy().find_common(name.strip())


def suggest(name: str, limit: int = 3) -> list[str]:
    """Return scientific names that are spelled alike, the nearest first."""
    tidy = rules.normalise(name)
    return rules.nearest_spellings(tidy, taxonomy().spelled_alike(tidy))[:limit] if tidy else []


def lookup_or_create(found: Classified, discovered_by: str) -> Animal:
    """Return the animal of a taxon, created with the next creation_index when it is new."""
    now = datetime.now(UTC)
    animal = store.get_or_create(rules.animal_id(found.scientific_name), found, discovered_by, now)
    if animal.created_at == now:
        logs.info("animal_discovered", animal_id=animal.id, creation_index=animal.creation_index)
    return animal


def forget() -> None:
    """Forget the animals that `get` remembers."""
    _remembered.clear()


def get(animal_id: str) -> Animal | None:
    """Return an animal by its id; this process remembers it for `ANIMAL_CACHE_TTL` seconds."""
    until, remembered = _remembered.get(animal_id, (0.0, None))
    if remembered and time.monotonic() < until:
        return remembered
    animal = store.get(animal_id)
    if animal:
        if len(_remembered) >= MAX_REMEMBERED:
            forget()
        _remembered[animal_id] = (time.monotonic() + settings().animal_cache_ttl, animal)
    return animal


def discovered_by(uid: str) -> list[Animal]:
    """Return the animals that a person was the first to photograph."""
    return store.discovered_by(uid)


def erase(uid: str) -> int:
    """Take a person's name from the animals that they discovered, which stay; return how many there were."""
    count = store.forget_discoverer(uid)
    forget()
    return count


def verify(animal_id: str) -> Animal | None:
    """Say that an animal's name is right; None when there is no such animal."""
    found = store.update(animal_id, {"verified": True})
    forget()
    return found
