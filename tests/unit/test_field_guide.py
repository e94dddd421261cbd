"""The field guide against the taxonomy, and against itself."""

import csv

import pytest

from shared.animals import guide, names
from shared.animals.models import Category, Rank
from shared.animals.taxonomy import taxonomy
from shared.animals.words import key

RANKS = {Rank.CLASS, Rank.ORDER, Rank.FAMILY}
ALL = guide.all_species()


def test_the_guide_is_large_and_each_of_its_animals_is_one_species_of_the_taxonomy() -> None:
    assert len(ALL) >= 2000
    for species in ALL:
        found = taxonomy().find(species.scientific_name)
        assert found is not None, species
        assert (found.scientific_name, found.rank.is_species) == (species.scientific_name, True)


def test_every_animal_has_a_class_and_nearly_every_one_order_and_family() -> None:
    """NCBI places some animals in no order: these are in the tree all the same."""
    lineages = [found.lineage for species in ALL if (found := taxonomy().find(species.scientific_name))]
    assert all(any(above.rank is Rank.CLASS for above in lineage) for lineage in lineages)
    assert all(any(above.rank is Rank.FAMILY for above in lineage) for lineage in lineages)
    unplaced = [
        species.scientific_name
        for species in ALL
        if (found := taxonomy().find(species.scientific_name)) and not {above.rank for above in found.lineage} >= RANKS
    ]
    assert len(unplaced) < len(ALL) / 50, len(unplaced)


def test_no_english_name_means_two_animals() -> None:
    owners: dict[str, set[str]] = {}
    for species in ALL:
        for name in (species.english_name, *species.other_names):
            owners.setdefault(key(name), set()).add(species.scientific_name)
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_every_name_of_the_guide_leads_to_its_animal() -> None:
    words = [(name, one.scientific_name) for one in ALL for name in (one.english_name, *one.other_names)]
    assert len(words) > 3000
    found = {name: names.find(name) for name, _ in words}
    assert [pair for pair in words if (one := found[pair[0]]) is None or one.scientific_name != pair[1]] == []


def test_the_best_known_animals_are_in_the_guide() -> None:
    with (guide.FILE.parent / "best_known.csv").open(encoding="utf-8", newline="") as lines:
        best_known = [row["scientific_name"] for row in csv.DictReader(lines)]
    assert len(best_known) == len(set(best_known))
    assert [name for name in best_known if guide.find(name) is None] == []


def test_every_sentence_is_one_short_plain_sentence() -> None:
    for species in ALL:
        assert 20 <= len(species.sentence) <= 140, species
        assert species.sentence.endswith((".", "!")), species
        assert not set(species.sentence) & set("<>{}[]|"), species
        assert species.english_name[0].isupper(), species


def test_a_threatened_animal_and_one_that_is_not_are_told_apart() -> None:
    categories = {name: species.iucn for name in ("Panthera tigris", "Turdus merula") if (species := guide.find(name))}
    assert categories == {"Panthera tigris": Category.ENDANGERED, "Turdus merula": Category.LEAST_CONCERN}


@pytest.mark.parametrize(
    ("word", "scientific_name"),
    [
        ("cow", "Bos taurus"),
        ("Dog", "Canis lupus familiaris"),
        ("CAT", "Felis catus"),
        ("pig", "Sus scrofa domesticus"),
        ("chicken", "Gallus gallus"),
        ("red fox", "Vulpes vulpes"),
        ("grey heron", "Ardea cinerea"),
        ("gray-heron", "Ardea cinerea"),
        ("robin redbreast", "Erithacus rubecula"),
        ("Eurasian blackbird", "Turdus merula"),
        ("cows", "Bos taurus"),
        ("red foxes", "Vulpes vulpes"),
        ("grey wolves", "Canis lupus"),
        ("house mice", "Mus musculus"),
        ("house-sparrow", "Passer domesticus"),
        ("  HOUSE   SPARROW ", "Passer domesticus"),
        ("seven spotted ladybug", "Coccinella septempunctata"),
        ("puma", "Puma concolor"),
        ("Panthera tigris altaica", "Panthera tigris"),
    ],
)
def test_people_find_animals_by_their_words(word: str, scientific_name: str) -> None:
    found = names.find(word)
    assert found is not None
    assert found.scientific_name == scientific_name


@pytest.mark.parametrize(
    ("name", "scientific_name", "rank"),
    [
        ("Panthera tigris altaica", "Panthera tigris", Rank.SPECIES),
        ("Canis lupus familiaris", "Canis lupus familiaris", Rank.SUBSPECIES),
        ("Canis lupus arctos", "Canis lupus", Rank.SPECIES),
        ("Mammalia", "Mammalia", Rank.CLASS),
    ],
)
def test_a_subspecies_counts_as_its_species_unless_it_is_a_domestic_form(
    name: str, scientific_name: str, rank: Rank
) -> None:
    found = names.resolve_name(name)
    assert found is not None
    assert (found.scientific_name, found.rank) == (scientific_name, rank)


def test_the_guides_english_name_is_the_animals_name() -> None:
    found = names.resolve_name("Parus major")
    assert found is not None
    assert found.common_name == "Great tit"
