"""Decisions about scientific names."""

import re
from collections.abc import Iterable
from typing import Any

from shared.animals.models import Animal, Category, Rank

MIN_PREFIX, MAX_PREFIX = 2, 24
THREATENED = (
    Category.EXTINCT,
    Category.EXTINCT_IN_THE_WILD,
    Category.CRITICALLY_ENDANGERED,
    Category.ENDANGERED,
    Category.VULNERABLE,
)
WORST_FIRST = (*THREATENED, Category.NEAR_THREATENED, Category.LEAST_CONCERN)
ALIKE = 85.0
MISSPELT = 92.0
CLEARLY_NEARER = 2.0
_WORDS_OF_RANK = {1: Rank.GENUS, 2: Rank.SPECIES, 3: Rank.SUBSPECIES}


def rank_of_form(name: str) -> Rank:
    """Return the rank that the number of words suggests: genus, species or subspecies."""
    return _WORDS_OF_RANK[len(name.split())]


def nearest_spellings(name: str, others: list[str]) -> list[str]:
    """Return the names that are spelled alike in any case, the nearest first (normalised Indel similarity: 0.85)."""
    from rapidfuzz import fuzz, process  # few names are misspelt, and every cold start would pay

    result = process.extract(name, others, scorer=fuzz.ratio, processor=str.lower, score_cutoff=ALIKE, limit=5)
    return [other for other, _, _ in result]


def best_spelling(name: str, others: list[str]) -> str | None:
    """Return the one name that a misspelt one means; None when none is near enough, or two are."""
    from rapidfuzz import fuzz, process

    result = process.extract(name, others, scorer=fuzz.ratio, score_cutoff=MISSPELT, limit=2)
    if not result or (len(result) > 1 and result[0][1] - result[1][1] < CLEARLY_NEARER):
        return None
    return str(result[0][0])


def worst(categories: Iterable[Category | None]) -> Category | None:
    """Return the worst of some categories; None when nothing is known of any."""
    given = set(categories)
    return next((category for category in WORST_FIRST if category in given), None)


def is_threatened(category: Category | None) -> bool:
    """Tell whether an animal of this category is threatened: from Vulnerable upwards.

    Source: IUCN Red List Categories and Criteria 3.1 ("threatened": CR, EN, VU), and those gone from the wild.
    """
    return category in THREATENED


def is_always_obscured(category: Category | None) -> bool:
    """Tell whether places of an animal of this category are always obscured: also when it is not known."""
    return category in {None, Category.DATA_DEFICIENT, Category.NOT_EVALUATED} or is_threatened(category)


def may_be_numbered(animal: Animal) -> bool:
    """Tell whether an animal gets a number with its first photograph: a species without one."""
    return animal.creation_index is None and animal.rank.is_species


def search_fields(animal: Animal) -> dict[str, Any]:
    """Return what an animal is found by: the beginnings of its names and of their words, and its taxa by rank."""
    names = [animal.scientific_name, animal.common_name or ""]
    return {
        "prefixes": sorted({prefix for name in names for prefix in _prefixes(name)}),
        "listed": animal.creation_index is not None and animal.merged_into is None,
        "taxa": {taxon.rank.value: taxon.name for taxon in animal.lineage} | {animal.rank: animal.scientific_name},
    }


def search_key(query: str) -> str:
    """Return what of a query is looked for among the prefixes."""
    return " ".join(query.lower().split())[:MAX_PREFIX]


def _prefixes(name: str) -> set[str]:
    words = name.lower().split()
    rests = [" ".join(words[start:]) for start in range(len(words))]
    return {rest[:length] for rest in rests for length in range(MIN_PREFIX, min(len(rest), MAX_PREFIX) + 1)}


def animal_id(scientific_name: str) -> str:
    """Return the id of the animal with this accepted name: `Puma concolor` → `puma-concolor`."""
    return re.sub(r"[^a-z]+", "-", scientific_name.lower()).strip("-")
