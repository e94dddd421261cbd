"""Resolving a model's names to animals."""

from typing import NamedTuple

from shared.animals import animals, names, unverified
from shared.animals.models import Animal, Kingdom, Rank


class Reading(NamedTuple):
    """The animal that a name refers to, if known, and the name itself if it is unverified."""

    animal: Animal | None
    unverified_name: str | None = None
    kingdom: Kingdom | None = Kingdom.ANIMALS


def read(name: str, rank: Rank | None = None) -> Reading:
    """Find or create the animal for a model's name.

    For a species that no taxonomy knows, this is its genus, and the name is reported as unverified until an operator
    decides about it. Plants and fungi give neither.
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
