"""The one search of animals' names, for lists, suggestions and people who name an animal.

It asks in steps, and what an earlier step finds comes first: the animal that the field guide calls so, English names
that end so ("fox": the red fox), other English names with these words and animals of groups that are called so,
scientific names with them, names with words that begin so. Inside a step the best known come first. Only when nothing
is found does it look for what is spelled alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from shared.animals import rules
from shared.animals.models import TaxonReply
from shared.animals.parsing import parse
from shared.animals.taxonomy import Place, taxonomy
from shared.animals.words import as_written, joined, key, words
from shared.pages import Integer, Order, Values

BATCH = 50
ALIKE = 5  # the step behind those of the expressions
ORDER: Order = {"step": Integer, "place": Integer}


@dataclass(frozen=True)
class Found:
    """A taxon that was found, and where: a search can go on behind it."""

    taxon: TaxonReply
    step: int
    place: int


def order_values(found: Found) -> Values:
    """Return the values that place a taxon in the order of what is found."""
    return {"step": found.step, "place": found.place}


def search(query: str, step: int = 0, place: int = 0) -> Iterator[Found]:
    """Give the taxa that people may mean by a query, behind a place of a step, the likeliest and best known first."""
    matching = iter(() if step == ALIKE else _matching(query, step, place))
    if found := next(matching, None):
        yield found
        yield from matching
    elif step in {0, ALIKE}:
        alike = enumerate(_spelled_alike(query), 1)
        yield from (Found(taxon, ALIKE, number) for number, taxon in alike if number > place)


def first(query: str, count: int) -> list[TaxonReply]:
    """Return the first taxa that are found."""
    return [found.taxon for found in islice(search(query), count)]


def with_words(query: str) -> TaxonReply | None:
    """Return the best known taxon that has all words of a query in its English names."""
    places = taxonomy().matching(_in("english", words(query)), 0, 1) if words(query) else []
    return places[0].taxon if places else None


def _matching(query: str, start: int, after: int) -> Iterator[Found]:
    if not words(query):
        return
    own = taxonomy().in_guide(key(query))
    skipped = {place.number for place in own}
    if start == 0:
        yield from (Found(place.taxon, 0, place.number) for place in own if place.number > after)
    for step, expression in enumerate(_expressions(query), 1):
        if step >= start:
            places = _all(expression, after if step == start else 0)
            yield from (Found(one.taxon, step, one.number) for one in places if one.number not in skipped)


def _all(expression: str, after: int) -> Iterator[Place]:
    while places := taxonomy().matching(expression, after, BATCH):
        yield from places
        after = places[-1].number


def _expressions(query: str) -> list[str]:
    """Return the FTS5 expressions of the steps, each without what the ones before find."""
    written, compared = as_written(query), words(query)
    as_one = joined(compared) if len(compared) == 2 else compared[-1]
    steps = [
        f"({_in('english', compared)} AND {_in('head', compared[-1:])}) OR {_in('head', [as_one])}",
        _in("{english wide}", compared),
        _in("scientific", written),
        f"{_in('english', [*compared[:-1], written[-1]], '*')} OR {_in('scientific', written, '*')}",
    ]
    return [
        f"({step}) NOT ({' OR '.join(f'({one})' for one in steps[:place])})" if place else step
        for place, step in enumerate(steps)
    ]


def _in(columns: str, wanted: list[str], ending: str = "") -> str:
    return f"({columns} : ({' AND '.join(f'"{word}"' for word in wanted)}{ending}))"


def _spelled_alike(query: str) -> Iterator[TaxonReply]:
    """Give what has English words that are spelled alike, else the scientific names that are."""
    corrected = _corrected(query)
    found = [one.taxon for one in islice(_matching(corrected, 0, 0), BATCH)] if corrected else []
    return iter(found or _scientific_alike(query))


def _corrected(query: str) -> str | None:
    """Return a query with each word that no English name has put right; None where a word is like none."""
    right = [word if word in _sounds() else rules.nearest_word(word, _sounds()) for word in words(query)]
    return " ".join(filter(None, right)) if all(right) else None


@cache
def _sounds() -> dict[str, str]:
    """Return the words of all English names with their sounds, those of the best known animals first."""
    return {word: rules.sound(word) for word in taxonomy().vocabulary()}


def _scientific_alike(query: str) -> list[TaxonReply]:
    parsed = parse(query)
    if parsed is None or not parsed.taxa:
        return []
    names = rules.nearest_spellings(parsed.taxa[0], taxonomy().spelled_alike(parsed.taxa[0]))
    known = filter(None, map(taxonomy().find, names))
    return [TaxonReply(name=one.scientific_name, rank=one.rank, common_name=one.common_name) for one in known]
