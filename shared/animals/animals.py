"""Creating animals from taxa, and their public view."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import batched, islice
from typing import Any

from shared import logs
from shared.accounts import people
from shared.accounts.models import A_PLAYER
from shared.animals import guide, names, red_list, rules, store
from shared.animals import search as search_names
from shared.animals.models import (
    Animal,
    AnimalDetails,
    AnimalQuery,
    AnimalReply,
    Classification,
    Discoverer,
    Kingdom,
    LineageReply,
    Taxon,
)
from shared.animals.search import Found
from shared.animals.taxonomy import taxonomy
from shared.base_model import Page
from shared.cloud.firestore import UnitOfWork, transact
from shared.pages import decode_cursor, encode_cursor, paginate
from shared.problems import Code, Problem
from shared.settings import settings

NO_ANIMAL: dict[Kingdom | None, str] = {
    Kingdom.PLANTS: "This looks like a plant.",
    Kingdom.FUNGI: "This looks like a fungus.",
}
MAX_REMEMBERED = 2000
LOOKED_AT_ONCE, MAX_LOOKED_AT = 30, 120
_remembered: dict[str, tuple[float, Animal]] = {}


def lookup_or_create(result: Classification) -> Animal:
    """Return a taxon's animal; a new one has no number until its photograph is in a dex."""
    animal_id = _id_of(result)
    return store.get(animal_id) or _create(animal_id, result)


def _id_of(result: Classification) -> str:
    """Return the id of a taxon's animal: its name, with its rank if the name alone is ambiguous."""
    animal_id = rules.animal_id(result.scientific_name)
    meant = taxonomy().find(result.scientific_name)
    return animal_id if meant is None or meant.rank is result.rank else f"{animal_id}-{result.rank}"


def _create(animal_id: str, result: Classification) -> Animal:
    now, status = datetime.now(UTC), red_list.look_up(result)
    animal = transact(lambda unit: red_list.create(unit, animal_id, result, status, now))
    if animal.created_at == now:
        logs.info("animal_created", animal_id=animal.id)
    return animal


def find_or_refuse(name: str) -> Animal:
    """Return the animal that a person names: by a scientific name, a synonym or a common name.

    Raises:
        Problem: `validation_failed`: the name means no animal, or several; `suggestions` are possible meanings.

    """
    result = names.find(name)
    if result is None:
        raise _refusal(name)
    return lookup_or_create(result)


def _refusal(name: str) -> Problem:
    kingdom = names.kingdom_of(name)
    suggestions = names.suggest(name) if kingdom in {None, Kingdom.ANIMALS} else []
    message = (
        "Which of these do you mean?"
        if suggestions
        else NO_ANIMAL.get(kingdom, "We do not know an animal with this name.")
    )
    return Problem(Code.VALIDATION_FAILED, errors={"name": [message]}, suggestions=suggestions)


def get(animal_id: str) -> Animal | None:
    """Return an animal's current state; if it was merged, the one it was merged into."""
    return store.get(animal_id)


def get_in(unit: UnitOfWork, animal_id: str) -> Animal | None:
    """Return an animal within a unit of work; if it was merged, the one it was merged into."""
    return store.current_in(unit, animal_id)


def may_be_numbered(animal: Animal) -> bool:
    """Return whether an animal gets a number with its first photograph."""
    return rules.may_be_numbered(animal)


def is_always_obscured(animal: Animal) -> bool:
    """Return whether places of this animal are always obscured: it is threatened, or its status is unknown."""
    return rules.is_always_obscured(animal.iucn)


def forget() -> None:
    """Clear the cache of `get_cached`."""
    _remembered.clear()


def get_cached(animal_id: str) -> Animal | None:
    """Return an animal, cached in this process for `ANIMAL_CACHE_TTL` seconds; not for privacy decisions."""
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
    """Change fields of an animal and return it; None if it does not exist."""
    return change(lambda unit: store.update(unit, animal_id, changes))


def change[T](work: Callable[[UnitOfWork], T]) -> T:
    """Change animals in a unit of work, and clear this process's cache."""
    result = transact(work)
    forget()
    return result


def search(request: AnimalQuery) -> Page[AnimalReply]:
    """Return a page of animals; with `q`, the search results, the best known first.

    Raises:
        Problem: `invalid_cursor`, or `validation_failed`: there is no such taxon.

    """
    taxon = _taxon(request.taxon) if request.taxon else None
    if request.q:
        return _by_name(request, request.q, taxon)
    order = store.order(request.sort)
    after = decode_cursor(request.cursor, order) if request.cursor else None
    result = store.list_animals(request, taxon, request.limit + 1, after)
    return paginate(result, request.limit, show, lambda animal: store.order_values(animal, request.sort))


def _by_name(request: AnimalQuery, name: str, taxon: Taxon | None) -> Page[AnimalReply]:
    """Return a page of the listed animals among the taxa that a search finds.

    It checks at most `MAX_LOOKED_AT` taxa, so the page may be short; its cursor continues after them.
    """
    after = decode_cursor(request.cursor, search_names.ORDER) if request.cursor else {}
    species = (one for one in search_names.search(name, **after) if one.taxon.rank.is_species)
    listed: list[tuple[Found, Animal]] = []
    last: Found | None = None
    for batch in batched(islice(species, MAX_LOOKED_AT), LOOKED_AT_ONCE):
        last = batch[-1]
        listed += [pair for pair in _animals_of(batch) if _fits(pair[1], request, taxon)]
        if len(listed) > request.limit:
            last = listed[request.limit - 1][0]
            break
    else:
        last = last if next(species, None) else None
    return Page(
        items=[show(animal) for _, animal in listed[: request.limit]],
        next_cursor=encode_cursor(search_names.order_values(last)) if last else None,
    )


def _animals_of(batch: Sequence[Found]) -> Iterator[tuple[Found, Animal]]:
    """Yield the taxa that have an animal, with the animal."""
    animals = {animal.id: animal for animal in store.get_some([rules.animal_id(one.taxon.name) for one in batch])}
    for one in batch:
        if animal := animals.get(rules.animal_id(one.taxon.name)):
            yield one, animal


def _taxon(name: str) -> Taxon:
    known = taxonomy().find(name)
    if known is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"taxon": ["We do not know this taxon."]})
    return Taxon(name=known.scientific_name, rank=known.rank)


def _fits(animal: Animal, request: AnimalQuery, taxon: Taxon | None) -> bool:
    return (
        rules.is_listed(animal) and request.rank in {None, animal.rank} and (taxon is None or taxon in animal.lineage)
    )


def show(animal: Animal) -> AnimalReply:
    """Return an animal as everybody sees it."""
    species = guide.find(animal.scientific_name)
    return AnimalReply(
        **animal.model_dump(include=set(AnimalReply.model_fields) - {"iucn"}),
        iucn=animal.iucn if animal.rank.is_species else None,
        other_names=list(species.other_names) if species else [],
        is_domestic=species is not None and species.is_domestic,
        sentence=species.sentence if species else None,
    )


def details(animal_id: str, sees: Callable[[str], bool]) -> AnimalDetails:
    """Return an animal with its discoverer, if the viewer may see (`sees`: entry → bool) the discovering entry.

    Raises:
        Problem: `not_found`.

    """
    animal = _get_or_404(animal_id)
    on = animal.discovered_at.date() if animal.discovered_at else None
    return AnimalDetails(
        **show(animal).model_dump(), discoverer=_discoverer(animal, sees) if on else None, discovered_on=on
    )


def _discoverer(animal: Animal, sees: Callable[[str], bool]) -> Discoverer:
    if animal.discovered_by and animal.discovery_entry and sees(animal.discovery_entry):
        profile = people.get_profile(animal.discovered_by)
        if profile:
            return Discoverer(user_id=animal.discovered_by, username=profile.username)
    return Discoverer(user_id=None, username=A_PLAYER)


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
