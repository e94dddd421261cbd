"""The animals that a model's names stand for."""

from typing import NamedTuple

from shared.animals import animals, names, unverified
from shared.animals.models import Animal, Kingdom, Rank


class Reading(NamedTuple):
    """What a name stands for, as far as a taxonomy knows it, and the name itself when nobody has verified it."""

    animal: Animal | None
    unverified_name: str | None = None
    kingdom: Kingdom | None = Kingdom.ANIMALS


def read(name: str, rank: Rank | None = None) -> Reading:
    """Find or create the animal of a model's name.

    Of a species that no taxonomy knows, that is its genus, and the name is left to be verified; an operator's decision
    about it counts from then on. A plant or a fungus is none of both.
    """
    taxon = names.resolve_name(name, rank)
    if taxon and not names.falls_short(name, taxon):
        return Reading(animals.lookup_or_create(taxon))
    shown, kingdom = unverified.plain(name), names.kingdom_of(name)
    known = unverified.get(shown)
    decided = known.taxon if known else None
    if decided is None and kingdom in {Kingdom.PLANTS, Kingdom.FUNGI}:
        return Reading(None, None, kingdom)
    result = decided or taxon
    return Reading(animals.lookup_or_create(result) if result else None, None if decided else shown, kingdom)
