"""The search for animals' names, used by lists, suggestions and people's own names for animals.

It works in steps, in order of precedence: the animal with this name in the field guide; English names that end with the
query ("fox": the red fox); other English names with its words, and animals of groups with this name; scientific names
with its words; and names with words that start with it. Within a step, the best known animals come first. Similar
spellings are tried only if nothing is found.
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
ALIKE = 5  # the step after those with expressions
ORDER: Order = {"step": Integer, "place": Integer}


@dataclass(frozen=True)
class Found:
    """A search result and its position, from which the search can continue."""

    taxon: TaxonReply
    step: int
    place: int


def order_values(found: Found) -> Values:
    """Return a result's values of the sort fields."""
    return {"step": found.step, "place": found.place}


def search(query: str, step: int = 0, place: int = 0) -> Iterator[Found]:
    """Yield the taxa that match a query after a position in a step, the likeliest and best known first."""
    matching = iter(() if step == ALIKE else _matching(query, step, place))
    if found := next(matching, None):
        yield found
        yield from matching
    elif step in {0, ALIKE}:
        alike = enumerate(_spelled_alike(query), 1)
        yield from (Found(taxon, ALIKE, number) for number, taxon in alike if number > place)


def first(query: str, count: int) -> list[TaxonReply]:
    """Return the first results of a search."""
    return [found.taxon for found in islice(search(query), count)]


def with_words(query: str) -> TaxonReply | None:
    """Return the best known taxon whose English names contain all words of a query."""
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
    """Return the FTS5 expressions of the steps, each excluding the results of earlier ones."""
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
    """Yield taxa with similarly spelt English words, or else with similar scientific names."""
    corrected = _corrected(query)
    found = [one.taxon for one in islice(_matching(corrected, 0, 0), BATCH)] if corrected else []
    return iter(found or _scientific_alike(query))


def _corrected(query: str) -> str | None:
    """Return a query with unknown words corrected to English names' words; None if a word has no similar one."""
    right = [word if word in _sounds() else rules.nearest_word(word, _sounds()) for word in words(query)]
    return " ".join(filter(None, right)) if all(right) else None


@cache
def _sounds() -> dict[str, str]:
    """Return the words of all English names and their sounds, those of the best known animals first."""
    return {word: rules.sound(word) for word in taxonomy().vocabulary()}


def _scientific_alike(query: str) -> list[TaxonReply]:
    parsed = parse(query)
    if parsed is None or not parsed.taxa:
        return []
    names = rules.nearest_spellings(parsed.taxa[0], taxonomy().spelled_alike(parsed.taxa[0]))
    known = filter(None, map(taxonomy().find, names))
    return [TaxonReply(name=one.scientific_name, rank=one.rank, common_name=one.common_name) for one in known]
