"""Badges: declared as data, earned by photographs. Pure functions.

A badge's id consists of its kind, its threshold and, if there are several of a kind, its scope: `animals-15`,
`class-10-Mammalia`, `genus-1-Panthera`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.dex.documents import LifeList, Totals
from shared.dex.rules import OWNER

DAY = timedelta(days=1)

SpeciesOf = Callable[[str], int]
"""Returns the number of species in a genus."""


class Kind(StrEnum):
    """The kind of achievement that a badge rewards."""

    ANIMALS = "animals"
    CLASS = "class"
    DISCOVERY = "discovery"
    STREAK = "streak"
    GENUS = "genus"


@dataclass(frozen=True)
class Badge:
    """A badge: what is counted, and the count that earns it."""

    kind: Kind
    threshold: int

    @property
    def needed(self) -> int:
        """The count that earns it; streaks are counted in full weeks, their threshold in days."""
        return 1 if self.kind is Kind.STREAK else self.threshold


BADGES = (
    *(Badge(Kind.ANIMALS, animals) for animals in (3, 15, 30, 50, 75, 100, 125, 150)),
    *(Badge(Kind.CLASS, animals) for animals in (1, 10)),
    Badge(Kind.DISCOVERY, 1),
    Badge(Kind.STREAK, 7),
)


def earned(life_list: LifeList) -> set[str]:
    """Return the badges of a life list, except those for genera, which know themselves whether they are complete."""
    totals = life_list.totals.get(OWNER, Totals())
    tallies = {
        Kind.ANIMALS: {"": totals.photographed},
        Kind.CLASS: {f"-{name}": count for name, count in totals.photographed_classes.items()},
        Kind.DISCOVERY: {"": life_list.discoveries},
        Kind.STREAK: {"": life_list.full_weeks},
    }
    return {
        f"{badge.kind}-{badge.threshold}{scope}"
        for badge in BADGES
        for scope, count in tallies[badge.kind].items()
        if count >= badge.needed
    }


def of_genus(name: str) -> str:
    """Return the badge for completing a genus."""
    return f"{Kind.GENUS}-1-{name}"


def longest_streak(days: set[date]) -> int:
    """Return the longest run of consecutive days with a catch."""
    return max((_streak_until(days, day) for day in days if day + DAY not in days), default=0)


def streak(days: set[date], today: date) -> int:
    """Return the number of consecutive days with a catch, up to today or yesterday."""
    return _streak_until(days, today) or _streak_until(days, today - DAY)


def _streak_until(days: set[date], day: date) -> int:
    length = 0
    while day - length * DAY in days:
        length += 1
    return length
