"""Rules for scientific names and animals."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from shared.animals.models import Animal, Category, Rank

THREATENED = (
    Category.EXTINCT,
    Category.EXTINCT_IN_THE_WILD,
    Category.CRITICALLY_ENDANGERED,
    Category.ENDANGERED,
    Category.VULNERABLE,
)
WORST_FIRST = (*THREATENED, Category.NEAR_THREATENED, Category.LEAST_CONCERN)
ALIKE = 85.0
NEAR = 0.75
SOUNDS = (("ph", "f"), ("ck", "k"), ("qu", "k"), ("c", "k"), ("y", "i"), ("ough", "u"))
REPEATED = re.compile(r"(.)\1")
SHORTEST_MISSPELT = 4
LETTERS_A_SLIP = 8
SHORTEST_NAME = 7
ENDING = re.compile(r"(?<=[a-z]{3})(us|a|um|is|e|er|ra|rum|i|ii|ae|iae|os|on|ensis|ense)$")
_WORDS_OF_RANK = {1: Rank.GENUS, 2: Rank.SPECIES, 3: Rank.SUBSPECIES}


def rank_of_form(name: str) -> Rank:
    """Return the rank suggested by the number of words: genus, species or subspecies."""
    return _WORDS_OF_RANK[len(name.split())]


def nearest_spellings(name: str, others: list[str]) -> list[str]:
    """Return names with similar spelling, ignoring case, the nearest first (normalised Indel similarity: 0.85)."""
    from rapidfuzz import fuzz, process  # only needed for misspellings, so cold starts skip it

    result = process.extract(name, others, scorer=fuzz.ratio, processor=str.lower, score_cutoff=ALIKE, limit=5)
    return [other for other, _, _ in result]


def nearest_word(word: str, sounds: dict[str, str]) -> str | None:
    """Return the nearest word to a misspelt one, the first of equally near ones; None if none is near enough.

    Words are compared by sound: `elefant` means elephant, not elegant.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST_MISSPELT:
        return None
    result = process.extractOne(sound(word), sounds, scorer=OSA.normalized_similarity, score_cutoff=NEAR)
    return str(result[2]) if result else None


def sound(word: str) -> str:
    """Return a simplified phonetic form of a word."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return REPEATED.sub(r"\1", word)


def best_spelling(name: str, others: list[str], is_word: Callable[[str], bool]) -> str | None:
    """Return the one name that a misspelt one means; None if none is near enough, or two are.

    The epithet may have a different gender or genitive ending. A typo in it is corrected only if the word is not an
    epithet elsewhere (`is_word`), since it might be a species unknown here; and never if one epithet is the other with
    a prefix, which is how opposites are named: `ornata` and `inornata`.
    """
    from rapidfuzz.distance import OSA

    if len(name) < SHORTEST_NAME:
        return None
    ended = [other for other in others if _stem(other) == _stem(name)]
    if ended:
        return ended[0] if len(ended) == 1 else None
    near = sorted((OSA.distance(name, other), other) for other in others if not _is_prefixed(name, other))
    near = [pair for pair in near if pair[0] <= max(1, len(_epithet(name)) // LETTERS_A_SLIP)]
    if " " in name and is_word(_epithet(name)):
        near = [pair for pair in near if _epithet(pair[1]) == _epithet(name)]
    is_clear = len(near) == 1 or (len(near) > 1 and near[0][0] < near[1][0])
    return near[0][1] if is_clear else None


def _epithet(name: str) -> str:
    return name.split()[-1]


def _stem(name: str) -> str:
    return ENDING.sub("", name)


def _is_prefixed(one: str, other: str) -> bool:
    """Return whether one epithet is the other, or nearly so, with a prefix."""
    shorter, longer = sorted((_stem(_epithet(one)), _stem(_epithet(other))), key=len)
    return len(longer) > len(shorter) and longer[-len(shorter) :] == shorter


def worst(categories: Iterable[Category | None]) -> Category | None:
    """Return the worst of some categories; None if all are unknown."""
    given = set(categories)
    return next((category for category in WORST_FIRST if category in given), None)


def is_threatened(category: Category | None) -> bool:
    """Return whether a category is threatened: Vulnerable or worse.

    Source: IUCN Red List Categories and Criteria 3.1 ("threatened": CR, EN, VU), plus those extinct in the wild.
    """
    return category in THREATENED


def is_always_obscured(category: Category | None) -> bool:
    """Return whether places of animals in this category are always obscured; so are those in an unknown one."""
    return category in {None, Category.DATA_DEFICIENT, Category.NOT_EVALUATED} or is_threatened(category)


def may_be_numbered(animal: Animal) -> bool:
    """Return whether an animal gets a number with its first photograph: a species that has none."""
    return animal.creation_index is None and animal.rank.is_species


def is_listed(animal: Animal) -> bool:
    """Return whether an animal is in the list of animals: it has been photographed, and was not merged."""
    return animal.creation_index is not None and animal.merged_into is None


def list_fields(animal: Animal) -> dict[str, Any]:
    """Return the fields that lists filter by: whether it is listed, and its taxa by rank."""
    return {
        "listed": is_listed(animal),
        "taxa": {taxon.rank.value: taxon.name for taxon in animal.lineage} | {animal.rank: animal.scientific_name},
    }


def animal_id(scientific_name: str) -> str:
    """Return the id of the animal with this accepted name: `Puma concolor` → `puma-concolor`."""
    return re.sub(r"[^a-z]+", "-", scientific_name.lower()).strip("-")
