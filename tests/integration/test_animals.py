"""Creation indexes: every number once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from scripts.bench_scale import measured
from shared.animals import animals, store, upkeep
from shared.animals.models import Animal, Classification, Rank
from shared.cloud.firestore import UnitOfWork, transact
from shared.settings import settings

SPECIES = 200


def species(n: int) -> Classification:
    return Classification(
        scientific_name=f"Testus {chr(97 + n // 26)}{chr(97 + n % 26)}us", rank=Rank.SPECIES, lineage=[]
    )


def discover(n: int, uid: str) -> Animal:
    """Discover an animal, as when a photograph of it is added to a dex."""
    animal_id = animals.lookup_or_create(species(n)).id

    def work(unit: UnitOfWork) -> Animal:
        animal = animals.get_in(unit, animal_id)
        assert animal is not None
        may_be = animals.may_be_numbered(animal)
        return upkeep.discover(unit, animal, uid, "e", datetime.now(UTC)) if may_be else animal

    return transact(work)


@pytest.mark.timeout(900)  # the emulator answers contention with two seconds of waiting
def test_workers_at_once_number_the_animals_without_gap_or_twin(project: str) -> None:
    wanted = [*range(SPECIES), *range(0, SPECIES, 10)]  # some of them twice
    with ThreadPoolExecutor(2) as pool:
        created = list(pool.map(lambda n: discover(n, f"finder-{n}"), wanted))
    assert sorted({animal.creation_index or 0 for animal in created}) == list(range(1, SPECIES + 1))
    assert len({(animal.id, animal.creation_index) for animal in created}) == SPECIES


def test_the_first_discoverer_stays(project: str) -> None:
    discover(0, "first")
    assert discover(0, "second").discovered_by == "first"


def test_what_is_no_species_has_no_number(project: str) -> None:
    wide = animals.lookup_or_create(species(0).model_copy(update={"rank": Rank.CLASS}))
    assert not animals.may_be_numbered(wide)


@pytest.mark.parametrize(("ttl", "reads"), [("3600", 1), ("0", 2)])
def test_an_animal_is_remembered_for_a_while(
    project: str, monkeypatch: pytest.MonkeyPatch, ttl: str, reads: int
) -> None:
    monkeypatch.setenv("ANIMAL_CACHE_TTL", ttl)
    settings.cache_clear()
    animal = animals.lookup_or_create(species(0))
    with patch.object(store, "get", wraps=store.get) as read:
        assert [animals.get_cached(animal.id), animals.get_cached(animal.id)] == [animal, animal]
    assert read.call_count == reads


def test_those_of_many_animals_that_are_there_cost_a_read_each_and_thirty_that_are_not_one(project: str) -> None:
    there = [animals.lookup_or_create(species(n)).id for n in range(2)]
    wanted = [*(f"nothing-{number}" for number in range(60)), *there]
    with measured() as cost:
        assert [animal.id for animal in store.get_some(wanted)] == there
    assert cost.reads == 1 + 1 + 2
