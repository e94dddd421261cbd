"""The search for animals by the names that people use."""

import csv
from itertools import islice
from pathlib import Path

import pytest

from shared.animals import names, search
from shared.animals.models import TaxonSearch
from shared.animals.words import key, words

CASES = Path(__file__).parents[1] / "cases/words_by_people.csv"
SAID = list(csv.DictReader(CASES.open(encoding="utf-8", newline="")))


def test_the_table_is_large() -> None:
    assert len({row["word"] for row in SAID}) == len(SAID) >= 300


@pytest.mark.parametrize("row", SAID, ids=lambda row: row["word"])
def test_people_find_animals_by_their_words(row: dict[str, str]) -> None:
    """A word is taken for one animal, answered with suggestions that begin with these, or unknown."""
    found, suggested = names.find(row["word"]), [one.name for one in names.suggest(row["word"])]
    first = list(filter(None, row["first"].split("|")))
    if row["outcome"] == "taken":
        assert found is not None
        assert [found.scientific_name] == first
        assert search.first(row["word"], 1)[0].name.startswith(found.scientific_name) or not found.rank.is_species
    elif row["outcome"] == "ambiguous":
        assert found is None
        assert suggested[: len(first)] == first
        assert 1 <= len(suggested) <= 6
    else:
        assert (found, suggested) == (None, [])


@pytest.mark.parametrize("row", [row for row in SAID if row["outcome"] == "ambiguous"], ids=lambda row: row["word"])
def test_each_suggestion_is_taken_when_it_is_sent(row: dict[str, str]) -> None:
    for suggestion in names.suggest(row["word"]):
        assert names.find(suggestion.name) is not None, suggestion


def test_an_armadillo_is_no_woodlouse() -> None:
    assert not [taxon for taxon in search.first("armadillo", 20) if taxon.name.startswith("Armadill")]


@pytest.mark.parametrize("query", ["cat", "robin", "pa", "panthera", "hedghog", "ladybug", "Panthera loe"])
def test_a_search_goes_on_where_it_stopped(query: str) -> None:
    whole = list(islice(search.search(query), 60))
    assert whole
    for at, found in enumerate(whole[:-1]):
        after = search.order_values(found)
        assert next(search.search(query, **after)) == whole[at + 1]


@pytest.mark.parametrize("query", ["cat", "robin", "pa", "panthera", "bird"])
def test_nothing_is_found_twice(query: str) -> None:
    places = [found.place for found in islice(search.search(query), 500)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "query", ["??", "  ", '"', "a*b", "NOT", "cat AND dog", "x:y", "(", "robin^2", "é", "\x00\x00"]
)
def test_no_query_is_a_mistake(query: str) -> None:
    assert len(search.first(query, 5)) <= 5


def test_pages_of_taxa_follow_each_other() -> None:
    first = names.search_taxa(TaxonSearch(q="fox", limit=3))
    assert [taxon.name for taxon in first.items][:1] == ["Vulpes vulpes"]
    assert (first.items[0].class_name, first.items[0].parent) == ("Mammalia", "Vulpes")
    rest = names.search_taxa(TaxonSearch(q="fox", limit=3, cursor=first.next_cursor))
    assert not {taxon.name for taxon in first.items} & {taxon.name for taxon in rest.items}
    assert names.search_taxa(TaxonSearch(q="fox", limit=100)).items[:6] == first.items + rest.items


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Grevy's Zebras", ["grevy", "zebra"]),
        ("gray-heron", ["grey", "heron"]),
        ("Foxes", ["fox"]),
        ("butterflies", ["butterfly"]),
        ("geese", ["goose"]),
        ("octopuses", ["octopus"]),
        ("albatross", ["albatross"]),
        ("horses", ["horse"]),
        ("mosquitoes", ["mosquito"]),
        ("Père David\u2019s deer", ["pere", "david", "deer"]),
        ("crown-of-thorns", ["crown", "thorn"]),
        ("the lynx", ["lynx"]),
    ],
)
def test_words_are_compared_whatever_their_form(text: str, compared: list[str]) -> None:
    assert words(text) == compared
    assert key(text) == "".join(compared)
