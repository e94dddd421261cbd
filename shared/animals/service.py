"""Names to taxa, and taxa to animals."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from shared import logs, outbox
from shared.accounts import service as accounts
from shared.animals import gbif, rules, store
from shared.animals.models import (
    Animal,
    AnimalDetails,
    AnimalQuery,
    AnimalReply,
    Category,
    Classification,
    Discoverer,
    LineageReply,
    Rank,
    TaxaReply,
    Taxon,
    TaxonReply,
    TaxonSearch,
)
from shared.animals.taxonomy import taxonomy
from shared.base_model import Page, PageQuery
from shared.cloud.firestore import UnitOfWork, transact
from shared.pages import decode_cursor, paginate
from shared.part import Found, Section, Work
from shared.problems import Code, Problem
from shared.settings import settings

REFRESH_ANIMAL = "refresh-animal"
ANIMALS_AT_ONCE = 200
MAX_REMEMBERED = 2000
_remembered: dict[str, tuple[float, Animal]] = {}


def resolve_name(name: str, rank: Rank | None = None, common_name: str | None = None) -> Classification | None:
    """Return the taxon that a model's scientific name stands for, or None when it cannot be a scientific name.

    The bundled taxonomy is asked first (accepted names, synonyms), then for a misspelling, then GBIF. A name that
    none of them knows is kept as it is, unverified.
    """
    tidy = rules.normalise(name)
    if tidy is None:
        return None
    result = _known(tidy) or gbif.find(tidy)
    if result:
        return result.model_copy(update={"common_name": result.common_name or common_name})
    return Classification(
        scientific_name=tidy,
        common_name=common_name,
        rank=rank or rules.rank_of_form(tidy),
        lineage=[],
        verified=False,
    )


def _known(name: str) -> Classification | None:
    result = taxonomy().find(name)
    if result:
        return result
    best = rules.best_spelling(name, taxonomy().spelled_alike(name))
    return taxonomy().find(best) if best else None


def find(name: str) -> Classification | None:
    """Return the taxon that a person's word stands for: a scientific name, a synonym or a common name."""
    tidy = rules.normalise(name)
    return (taxonomy().find(tidy) if tidy else None) or taxonomy().find_common(name.strip())


def suggest(name: str, limit: int = 3) -> list[str]:
    """Return scientific names that are spelled alike, the nearest first."""
    tidy = rules.normalise(name)
    return rules.nearest_spellings(tidy, taxonomy().spelled_alike(tidy))[:limit] if tidy else []


def lookup_or_create(result: Classification, photographer: str | None) -> Animal:
    """Return the animal of a taxon, created with the next creation_index when it is new.

    The first who photographs it discovers it; without a photograph (None), nobody does.
    """
    animal_id = rules.animal_id(result.scientific_name)
    animal = store.get(animal_id) or _create(animal_id, result, photographer)
    if photographer is None or animal.photographed:
        return animal
    return _update(animal.id, lambda seen: rules.discovery(seen, photographer)) or animal


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
    result = find(name)
    if result is None:
        suggested = suggest(name)
        ending = f" Did you mean {' or '.join(suggested)}?" if suggested else ""
        raise Problem(Code.VALIDATION_FAILED, errors={"name": [f"We know no animal of this name.{ending}"]})
    return lookup_or_create(result, photographer)


def get(animal_id: str) -> Animal | None:
    """Return an animal as it is stored now; of one that was merged, the other."""
    return store.get(animal_id)


def is_threatened(animal: Animal) -> bool:
    """Tell whether places of this animal are always obscured."""
    return rules.is_threatened(animal.iucn)


def forget() -> None:
    """Forget the animals that `get_cached` remembers."""
    _remembered.clear()


def get_in(unit: UnitOfWork, animal_id: str) -> Animal | None:
    """Return an animal as it is in a unit of work; of one that was merged, the other."""
    return store.current_in(unit, animal_id)


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


def export(uid: str, cursor: str) -> Section:
    """Return some of the animals that a person was the first to photograph."""
    return Section(*store.discovered_by(uid, ANIMALS_AT_ONCE, cursor))


def erase(uid: str, limit: int) -> int:
    """Take a person's name from some of the animals that they discovered, which stay."""
    count = store.forget_discoverer(uid, limit)
    forget()
    return count


# What everybody sees


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
    return store.get_some([rules.animal_id(name) for name in dict.fromkeys([*suggest(query), *named])])


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
    profile = accounts.get_profile(uid) if uid else None
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


def search_taxa(request: TaxonSearch) -> TaxaReply:
    """Return taxa of the bundled taxonomy by the beginning of a name."""
    return TaxaReply(items=taxonomy().search(request.q.strip(), request.limit))


def children(name: str, page: PageQuery) -> Page[TaxonReply]:
    """Return a page of the taxa right below one.

    Raises:
        Problem: `not_found`.

    """
    after = decode_cursor(page.cursor, {"name": str})["name"] if page.cursor else ""
    result = taxonomy().children(name, page.limit + 1, after)
    if result is None:
        raise Problem(Code.NOT_FOUND, "We know no such taxon.")
    return paginate(result, page.limit, lambda taxon: taxon, lambda taxon: {"name": taxon.name})


# What operators and housekeeping do


def verify(animal_id: str) -> Animal | None:
    """Say that an animal's name is right; None when there is no such animal."""
    return _update(animal_id, lambda _: {"verified": True})


def set_status(animal_id: str, category: Category | None) -> Animal | None:
    """Say how threatened an animal is; its entries show places accordingly. None when there is no such animal."""
    now = datetime.now(UTC)

    def work(unit: UnitOfWork) -> Animal | None:
        before = store.get_in(unit, animal_id)
        if before and is_threatened(before) != rules.is_threatened(category):
            _refresh(unit, animal_id, now)
        return store.update(unit, animal_id, lambda _: {"iucn": category, "iucn_known": True})

    animal = transact(work)
    forget()
    return animal


def _refresh(unit: UnitOfWork, animal_id: str, now: datetime) -> None:
    """Have the entries of an animal written anew: the dex does it."""
    outbox.add_work(unit, REFRESH_ANIMAL, Work(subject=animal_id, at=now))


def set_popularity(animal_id: str, entries: int) -> None:
    """Note in how many entries an animal is."""
    _update(animal_id, lambda _: {"popularity": entries})


def find_unknown_status(_: datetime, cursor: str) -> Found:
    """Find animals of which GBIF could not be asked how threatened they are."""
    return Found(*store.of_unknown_status(ANIMALS_AT_ONCE, cursor))


def ask_status(work: Work) -> None:
    """Ask GBIF again how threatened an animal is."""
    animal = get(work.subject)
    answer = gbif.look_up(animal.scientific_name) if animal else None
    if animal and answer:
        set_status(animal.id, answer.iucn)


def merge(animal_id: str, into: str) -> Animal | None:
    """Say that an animal is another one; None when either is not there, or they are one already.

    From now on the first id leads to the second, and the entries are moved. Who discovered the first has discovered
    the second, unless somebody had.
    """
    now = datetime.now(UTC)
    target = transact(lambda unit: _merge(unit, animal_id, into, now))
    forget()
    return target


def _merge(unit: UnitOfWork, animal_id: str, into: str, now: datetime) -> Animal | None:
    target, source = store.current_in(unit, into), store.current_in(unit, animal_id)
    if target is None or source is None or target.id == source.id:
        return None
    if source.photographed:
        store.update(unit, target.id, lambda animal: rules.discovery(animal, source.discovered_by))
    store.update(unit, source.id, lambda _: {"merged_into": target.id})
    _refresh(unit, source.id, now)
    return target


def rename(animal_id: str, name: str) -> Animal | None:
    """Give an animal another name, with the place in the tree that the taxonomy knows; None when that is not possible.

    From now on the old id leads to the new one, and the entries are moved.
    """
    result = resolve_name(name)
    if result is None:
        return None
    new_id, now = rules.animal_id(result.scientific_name), datetime.now(UTC)

    def work(unit: UnitOfWork) -> Animal | None:
        renamed = store.rename(unit, animal_id, new_id, result)
        if renamed:
            _refresh(unit, animal_id, now)
        return renamed

    renamed = transact(work)
    forget()
    return renamed


def _update(animal_id: str, changes: Callable[[Animal], dict[str, Any]]) -> Animal | None:
    result = transact(lambda unit: store.update(unit, animal_id, changes))
    forget()
    return result
