"""The animals that a model's names stand for."""

from typing import NamedTuple

from shared.animals import animals, names, unverified
from shared.animals.models import Animal, Rank


class Reading(NamedTuple):
    """What a name stands for, as far as a taxonomy knows it, and the name itself when nobody has verified it."""

    animal: Animal | None
    unverified_name: str | None = None


def read(name: str, rank: Rank | None = None) -> Reading:
    """Find or create the animal of a model's name; where two taxa have the same, that of the rank.

    Of a species that no taxonomy knows, that is its genus, and the name is left to be verified; an operator's decision
    about it counts from then on.
    """
    taxon = names.resolve_name(name, rank)
    if taxon and not names.falls_short(name, taxon):
        return Reading(animals.lookup_or_create(taxon))
    shown = unverified.plain(name)
    known = unverified.get(shown)
    decided = known.taxon if known else None
    result = decided or taxon
    return Reading(animals.lookup_or_create(result) if result else None, None if decided else shown)
