"""Red List categories, from the field guide, GBIF or an operator.

A genus or wider taxon has the worst category of its known species: if tigers are obscured, so are sightings of a "cat".
"""

from collections import defaultdict
from datetime import datetime
from functools import cache
from typing import Any

from shared import outbox
from shared.animals import gbif, guide, rules, store
from shared.animals.models import Animal, Category, Classification
from shared.animals.taxonomy import taxonomy
from shared.cloud.firestore import UnitOfWork
from shared.part import Work

REFRESH_ANIMAL = "refresh-animal"


def look_up(taxon: Classification) -> dict[str, Any]:
    """Return the Red List fields of a new animal; empty if its category is unknown."""
    category = _of_species(taxon.scientific_name) if taxon.rank.is_species else _of_wider(taxon)
    if category:
        return {"iucn": category, "iucn_known": True}
    known = gbif.look_up(taxon.scientific_name) if taxon.rank.is_species else None
    return {"iucn": known.iucn, "iucn_known": True} if known else {"iucn_known": not taxon.rank.is_species}


def _of_species(name: str) -> Category | None:
    species = guide.find(name)
    return species.iucn if species else None


def _of_wider(taxon: Classification) -> Category | None:
    return rules.worst([_in_guide().get(taxon.scientific_name), store.worst_below(taxon)])


@cache
def _in_guide() -> dict[str, Category | None]:
    """Return the worst category in the field guide below each taxon."""
    below: defaultdict[str, set[Category | None]] = defaultdict(set)
    for species in guide.all_species():
        known = taxonomy().find(species.scientific_name)
        for above in known.lineage if known else []:
            below[above.name].add(species.iucn)
    return {name: rules.worst(categories) for name, categories in below.items()}


def create(unit: UnitOfWork, animal_id: str, taxon: Classification, status: dict[str, Any], now: datetime) -> Animal:
    """Create a taxon's animal, unless it exists."""
    animal = store.create(unit, animal_id, taxon, now, status)
    if animal.created_at == now and rules.is_threatened(animal.iucn):
        return set_category(unit, animal, animal.iucn, now)
    return animal


def set_category(unit: UnitOfWork, animal: Animal, category: Category | None, now: datetime) -> Animal:
    """Set an animal's category; wider animals above it get at least the same, and their entries are updated."""
    for above in animal.lineage:
        wider = store.get_in(unit, rules.animal_id(above.name))
        if wider and not wider.rank.is_species and rules.worst([wider.iucn, category]) != wider.iucn:
            _put(unit, wider, category, now)
    return _put(unit, animal, category, now)


def _put(unit: UnitOfWork, animal: Animal, category: Category | None, now: datetime) -> Animal:
    if animal.iucn != category:
        refresh(unit, animal.id, now)
    return store.update(unit, animal.id, lambda _: {"iucn": category, "iucn_known": True}) or animal


def refresh(unit: UnitOfWork, animal_id: str, now: datetime) -> None:
    """Queue the update of an animal's entries by the dex; housekeeping makes sure that it completes."""
    store.update(unit, animal_id, lambda _: {"refresh_due_at": now})
    outbox.add_work(unit, REFRESH_ANIMAL, Work(subject=animal_id, at=now))
