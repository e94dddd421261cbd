"""Measure the name lookup: the field guide's coverage, misspellings taken for another species, and search times.

The sample of names is every n-th species of the taxonomy: the same in every run.
"""

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from itertools import islice

from scripts.openapi import settings_for_loading

SAMPLE = 1500
MISSPELT = "hedghog"
QUERIES = ("cat", "robin", "blue tits", "grey heron", "pa", MISSPELT, "Panthera loe", "ladybug", "great white shark")


def main() -> None:
    """Print the figures."""
    os.environ |= settings_for_loading()
    coverage()
    names = sample()
    wrong = {name: other for name in names if (other := taken_for(name))}
    print(f"misspellings: {len(wrong)} of {len(names)} names, each taken out, become another species: {wrong}")
    seconds(MISSPELT)  # warm up: the first search reads the words of all names
    times = [seconds(query) for query in QUERIES for _ in range(5)]
    print(f"search: median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.1f} ms")


def coverage() -> None:
    """Print how many animals of the field guide have the data that people expect to see."""
    from shared.animals import guide
    from shared.animals.models import Classification, Rank
    from shared.animals.names import resolve_name

    def has_lineage(found: Classification) -> bool:
        return {above.rank for above in found.lineage} >= {Rank.CLASS, Rank.ORDER, Rank.FAMILY}

    animals = guide.all_species()
    found = [one for species in animals if (one := resolve_name(species.scientific_name))]
    figures = {
        "resolved": len(found),
        "English name": sum(one.common_name is not None for one in found),
        "class": sum(any(above.rank is Rank.CLASS for above in one.lineage) for one in found),
        "class, order and family": sum(map(has_lineage, found)),
        "Red List category": sum(species.iucn is not None for species in animals),
    }
    for name, count in figures.items():
        print(f"field guide: {name:24} {count} of {len(animals)} ({count / len(animals):.1%})")


def sample() -> list[str]:
    """Return species names, evenly spread over the taxonomy."""
    from shared.settings import settings

    database = sqlite3.connect(settings().taxonomy_path)
    names = [name for (name,) in database.execute("select name from taxon where rank = 'species' order by name")]
    return names[:: len(names) // SAMPLE][:SAMPLE]


def taken_for(name: str) -> str | None:
    """Return the species that a name would be taken for if it were missing from the taxonomy."""
    from shared.animals import rules
    from shared.animals.taxonomy import taxonomy

    own = taxonomy().find(name)
    others = [other for other in taxonomy().spelled_alike(name) if taxonomy().find(other) != own]
    return rules.best_spelling(name, others, is_word_elsewhere(name))


def is_word_elsewhere(name: str) -> Callable[[str], bool]:
    """Return a check that an epithet is known from any species but the given one."""
    from shared.animals.taxonomy import taxonomy

    def is_word(epithet: str) -> bool:
        places = taxonomy().matching(f'scientific : "{epithet}"', 0, 50)
        return any(" ".join(place.taxon.name.split()[:2]) != name for place in places)

    return is_word


def seconds(query: str) -> float:
    """Return the duration of the first page of a search."""
    from shared.animals.search import search

    began = time.perf_counter()
    list(islice(search(query), 20))
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
