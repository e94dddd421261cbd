"""Taxa to animals, and what everybody sees of these."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from shared import logs
from shared.accounts import people
from shared.animals import gbif, names, rules, store
from shared.animals.models import (
    Animal,
    AnimalDetails,
    AnimalQuery,
    AnimalReply,
    Classification,
    Discoverer,
    LineageReply,
    Taxon,
)
from shared.animals.taxonomy import taxonomy
from shared.base_model import Page
from shared.cloud.firestore import UnitOfWork, transact
from shared.pages import decode_cursor, paginate
from shared.problems import Code, Problem
from shared.settings import settings

MAX_REMEMBERED = 2000
_remembered: dict[str, tuple[float, Animal]] = {}


def lookup_or_create(result: Classification, photographer: str | None) -> Animal:
    """Return the animal of a taxon, created with the next creation_index when it is new.

    The first who photographs it discovers it; without a photograph (None), nobody does.
    """
    animal_id = rules.animal_id(result.scientific_name)
    animal = store.get(animal_id) or _create(animal_id, result, photographer)
    if photographer is None or animal.photographed:
        return animal
    return update(animal.id, lambda seen: rules.discovery(seen, photographer)) or animal


def _create(animal_id: str, result: Classification, discovered_by: str | None) -> Animal:
    known, now = gbif.look_up(result.scientific_name), datetime.now(UTC)
    status = {"iucn": known.iucn, "iucn_known": True} if known else {}
    animal = transact(lambda unit: store.create(unit, animal_id, result, discovered_by, now, status))
    if animal.created_at == now:
        logs.info("animal_created", animal_id=animal.id, creation_index=animal.creation_index)
    return animal


def find_or_refuse(name: str, photographer: str | None) -> Animal:
    """Return the animal that a person's word stands for: a scientific name, a synonym or a common name.

    Raises:
        Problem: `validation_failed`: the taxonomy does not know the name; it says which are spelled alike.

    """
    result = names.find(name)
    if result is None:
        suggested = names.suggest(name)
        ending = f" Did you mean {' or '.join(suggested)}?" if suggested else ""
        raise Problem(Code.VALIDATION_FAILED, errors={"name": [f"We know no animal of this name.{ending}"]})
    return lookup_or_create(result, photographer)


def get(animal_id: str) -> Animal | None:
    """Return an animal as it is stored now; of one that was merged, the other."""
    return store.get(animal_id)


def get_in(unit: UnitOfWork, animal_id: str) -> Animal | None:
    """Return an animal as it is in a unit of work; of one that was merged, the other."""
    return store.current_in(unit, animal_id)


def is_threatened(animal: Animal) -> bool:
    """Tell whether places of this animal are always obscured."""
    return rules.is_threatened(animal.iucn)


def forget() -> None:
    """Forget the animals that `get_cached` remembers."""
    _remembered.clear()


def get_cached(animal_id: str) -> Animal | None:
    """Return an animal from this process's cache of `ANIMAL_CACHE_TTL` seconds: never where privacy is decided."""
    until, remembered = _remembered.get(animal_id, (0.0, None))
    if remembered and time.monotonic() < until:
        return remembered
    animal = store.get(animal_id)
    if animal:
        if len(_remembered) >= MAX_REMEMBERED:
            forget()
        _remembered[animal_id] = (time.monotonic() + settings().animal_cache_ttl, animal)
    return animal


def update(animal_id: str, changes: Callable[[Animal], dict[str, Any]]) -> Animal | None:
    """Change fields of an animal and return it; None when there is none."""
    result = transact(lambda unit: store.update(unit, animal_id, changes))
    forget()
    return result


def search(request: AnimalQuery) -> Page[AnimalReply]:
    """Return a page of animals; when no name begins so, those whose names are spelled alike.

    Raises:
        Problem: `invalid_cursor`, or `validation_failed`: there is no such taxon.

    """
    order = store.order(request.sort)
    after = decode_cursor(request.cursor, order) if request.cursor else None
    taxon = _taxon(request.taxon) if request.taxon else None
    result = store.search(request, taxon, request.limit + 1, after)
    if not result and request.q and not after:
        return Page(items=[show(animal) for animal in _spelled_alike(request.q) if _fits(animal, request, taxon)])
    return paginate(result, request.limit, show, lambda animal: store.order_values(animal, request.sort))


def _taxon(name: str) -> Taxon:
    known = taxonomy().find(name)
    if known is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"taxon": ["We know no such taxon."]})
    return Taxon(name=known.scientific_name, rank=known.rank)


def _spelled_alike(query: str) -> list[Animal]:
    commons = rules.nearest_spellings(query.strip(), taxonomy().common_alike(query.strip()))
    named = [known.scientific_name for common in commons if (known := taxonomy().find_common(common))]
    return store.get_some([rules.animal_id(name) for name in dict.fromkeys([*names.suggest(query), *named])])


def _fits(animal: Animal, request: AnimalQuery, taxon: Taxon | None) -> bool:
    return (
        animal.merged_into is None
        and request.rank in {None, animal.rank}
        and request.verified in {None, animal.verified}
        and (taxon is None or taxon in animal.lineage)
    )


def show(animal: Animal) -> AnimalReply:
    """Return an animal as everybody sees it."""
    return AnimalReply(**animal.model_dump(include=set(AnimalReply.model_fields)))


def details(animal_id: str) -> AnimalDetails:
    """Return an animal with who discovered it.

    Raises:
        Problem: `not_found`.

    """
    animal = _get_or_404(animal_id)
    uid = animal.discovered_by
    profile = people.get_profile(uid) if uid else None
    discoverer = Discoverer(id=str(uid), username=profile.username) if profile else None
    return AnimalDetails(**show(animal).model_dump(), discoverer=discoverer)


def lineage(animal_id: str) -> LineageReply:
    """Return an animal's place in the tree of life.

    Raises:
        Problem: `not_found`.

    """
    animal = _get_or_404(animal_id)
    return LineageReply(items=[*animal.lineage, Taxon(name=animal.scientific_name, rank=animal.rank)])


def _get_or_404(animal_id: str) -> Animal:
    animal = get_cached(animal_id)
    if animal is None:
        raise Problem(Code.NOT_FOUND, "There is no such animal.")
    return animal
