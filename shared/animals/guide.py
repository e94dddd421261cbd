"""The field guide: the animals that people photograph most, written for this product.

It has common names, whether an animal is domestic, its Red List category, and a memorable sentence. docs/data.md names
the sources.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.animals.models import Category

FILE = Path(__file__).parent / "data/field_guide.csv"


@dataclass(frozen=True)
class GuideSpecies:
    """An animal of the field guide."""

    scientific_name: str
    english_name: str
    other_names: tuple[str, ...]
    is_domestic: bool
    iucn: Category | None
    sentence: str


def find(scientific_name: str) -> GuideSpecies | None:
    """Return the animal with this accepted name."""
    return _species().get(scientific_name)


def all_species() -> list[GuideSpecies]:
    """Return the whole guide."""
    return list(_species().values())


@cache
def _species() -> dict[str, GuideSpecies]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["scientific_name"]: _read(row) for row in csv.DictReader(lines)}


def _read(row: dict[str, str]) -> GuideSpecies:
    return GuideSpecies(
        scientific_name=row["scientific_name"],
        english_name=row["english_name"],
        other_names=tuple(filter(None, row["other_names"].split("|"))),
        is_domestic=row["domestic"] == "domestic",
        iucn=Category(row["iucn"]) if row["iucn"] else None,
        sentence=row["sentence"],
    )
