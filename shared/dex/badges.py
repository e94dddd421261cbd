"""Badges: declared as data, earned by what a collection holds. Pure functions.

A badge's id is its kind, its threshold and, where there are several of a kind, its scope: `animals-15`,
`class-10-Mammalia`, `genus-1-Panthera`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.dex.models import LifeList, LifeListItem

SpeciesOf = Callable[[str], int]
"""How many species a genus has."""


class Kind(StrEnum):
    """What a badge is for."""

    ANIMALS = "animals"
    CLASS = "class"
    DISCOVERY = "discovery"
    STREAK = "streak"
    GENUS = "genus"


@dataclass(frozen=True)
class Badge:
    """What is counted, and from which count on the badge is earned."""

    kind: Kind
    threshold: int


BADGES = (
    *(Badge(Kind.ANIMALS, animals) for animals in (3, 15, 30, 50, 75, 100, 125, 150)),
    *(Badge(Kind.CLASS, animals) for animals in (1, 10)),
    Badge(Kind.DISCOVERY, 1),
    Badge(Kind.STREAK, 7),
    Badge(Kind.GENUS, 1),
)


def earned(life_list: LifeList, species_of: SpeciesOf) -> set[str]:
    """Return the badges of a collection."""
    tallies = {
        Kind.ANIMALS: {"": len(life_list.animals)},
        Kind.CLASS: {f"-{name}": count for name, count in classes(life_list.animals.values()).items()},
        Kind.DISCOVERY: {"": sum(animal.discoveries > 0 for animal in life_list.animals.values())},
        Kind.STREAK: {"": longest_streak(life_list.days)},
        Kind.GENUS: {f"-{genus}": 1 for genus in _complete_genera(life_list, species_of)},
    }
    return {
        f"{badge.kind}-{badge.threshold}{scope}"
        for badge in BADGES
        for scope, count in tallies[badge.kind].items()
        if count >= badge.threshold
    }


def classes(animals: Iterable[LifeListItem]) -> Counter[str]:
    """Return how many different animals of each class there are."""
    return Counter(animal.class_name for animal in animals if animal.class_name)


def longest_streak(days: dict[str, int]) -> int:
    """Return the most days in a row with a catch."""
    return max((_streak_until(days, date.fromisoformat(day)) for day in days if _is_last(days, day)), default=0)


def streak(days: dict[str, int], today: date) -> int:
    """Return how many days in a row there was a catch, until today or yesterday."""
    return _streak_until(days, today) or _streak_until(days, today - timedelta(days=1))


def _is_last(days: dict[str, int], day: str) -> bool:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() not in days


def _streak_until(days: dict[str, int], day: date) -> int:
    length = 0
    while (day - timedelta(days=length)).isoformat() in days:
        length += 1
    return length


def _complete_genera(life_list: LifeList, species_of: SpeciesOf) -> list[str]:
    """Return the genera of which every species is there; one with a single species is no feat."""
    caught = Counter(animal.genus for animal in life_list.animals.values() if animal.genus)
    return [genus for genus, count in caught.items() if count > 1 and count >= species_of(genus)]
