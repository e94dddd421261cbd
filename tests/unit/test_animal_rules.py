"""Which animals are obscured, numbered and listed."""

from datetime import UTC, datetime

import pytest

from shared.animals import rules
from shared.animals.models import Animal, Category, Rank


def animal(**fields: object) -> Animal:
    base = {"id": "a", "scientific_name": "Aus bus", "rank": "species", "lineage": []}
    return Animal.model_validate({**base, "created_at": datetime(2026, 5, 1, tzinfo=UTC), **fields})


@pytest.mark.parametrize("category", [None, *Category])
def test_what_is_threatened_or_not_known_is_obscured(category: Category | None) -> None:
    assert rules.is_always_obscured(category) is (category not in {Category.LEAST_CONCERN, Category.NEAR_THREATENED})


def test_a_known_species_gets_one_number_and_is_listed_by_it() -> None:
    assert rules.may_be_numbered(animal())
    for other in (animal(creation_index=1), animal(rank=Rank.GENUS)):
        assert not rules.may_be_numbered(other)
    listed = [animal(creation_index=1), animal(), animal(creation_index=1, merged_into="b")]
    assert [rules.list_fields(one)["listed"] for one in listed] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "animal_id"),
    [
        ("Puma concolor", "puma-concolor"),
        ("Motacilla alba yarrellii", "motacilla-alba-yarrellii"),
        ("Polygonia c-album", "polygonia-c-album"),
        ("\N{MULTIPLICATION SIGN} Equus  mulus ", "equus-mulus"),
    ],
)
def test_the_id_of_an_animal_is_its_name_as_an_address_takes_it(name: str, animal_id: str) -> None:
    assert rules.animal_id(name) == animal_id
