"""Decisions about scientific names."""

import re
from typing import Any

from shared.animals.models import Animal, Category, Rank

MAX_NAME_LENGTH = 80
MIN_PREFIX, MAX_PREFIX = 2, 24
THREATENED = frozenset(
    {
        *(Category.VULNERABLE, Category.ENDANGERED, Category.CRITICALLY_ENDANGERED),
        *(Category.EXTINCT_IN_THE_WILD, Category.EXTINCT),
    }
)
ALIKE = 85.0
MISSPELT = 92.0
CLEARLY_NEARER = 2.0
_NAME = re.compile(r"[A-Z][a-z]+( [a-z]+(-[a-z]+)*){0,2}")
_WORDS_OF_RANK = {1: Rank.GENUS, 2: Rank.SPECIES, 3: Rank.SUBSPECIES}


def normalise(name: str) -> str | None:
    """Return a scientific name in its standard form, or None when it cannot be one.

    Brackets, authors' years and abbreviations of ranks are dropped; the first letter is a capital, the rest small.
    """
    words = [
        word for word in re.split(r"[\s_]+", name.strip()) if word.lower().rstrip(".") not in {"subsp", "ssp", "var"}
    ]
    tidy = " ".join(words).lower().capitalize()
    return tidy if len(tidy) <= MAX_NAME_LENGTH and _NAME.fullmatch(tidy) else None


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


def is_threatened(category: Category | None) -> bool:
    """Tell whether places of an animal of this category are always obscured: from Vulnerable upwards.

    Source: IUCN Red List Categories and Criteria 3.1 ("threatened": CR, EN, VU), and those gone from the wild.
    """
    return category in THREATENED


def discovery(animal: Animal, photographer: str | None) -> dict[str, Any]:
    """Return what changes of an animal that somebody has photographed: the first to do so has discovered it."""
    return {} if animal.photographed else {"discovered_by": photographer, "photographed": True}


def search_fields(animal: Animal) -> dict[str, Any]:
    """Return what an animal is found by: the beginnings of its names and of their words, and its taxa by rank."""
    names = [animal.scientific_name, animal.common_name or ""]
    return {
        "prefixes": sorted({prefix for name in names for prefix in _prefixes(name)}),
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
