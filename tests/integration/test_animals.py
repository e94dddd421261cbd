"""Creation indexes: every number once."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest

from shared.animals import animals, store
from shared.animals.models import Classification, Rank
from shared.settings import settings

SPECIES = 200


def species(n: int) -> Classification:
    return Classification(
        scientific_name=f"Testus {chr(97 + n // 26)}{chr(97 + n % 26)}us", rank=Rank.SPECIES, lineage=[], verified=False
    )


@pytest.mark.timeout(900)  # the emulator answers contention with two seconds of waiting
def test_workers_at_once_number_the_animals_without_gap_or_twin(project: str) -> None:
    wanted = [*range(SPECIES), *range(0, SPECIES, 10)]  # some of them twice
    with ThreadPoolExecutor(2) as pool:
        created = list(pool.map(lambda n: animals.lookup_or_create(species(n), f"finder-{n}"), wanted))
    assert sorted({animal.creation_index for animal in created}) == list(range(1, SPECIES + 1))
    assert len({(animal.id, animal.creation_index) for animal in created}) == SPECIES


def test_the_first_discoverer_stays(project: str) -> None:
    animals.lookup_or_create(species(0), "first")
    assert animals.lookup_or_create(species(0), "second").discovered_by == "first"


@pytest.mark.parametrize(("ttl", "reads"), [("3600", 1), ("0", 2)])
def test_an_animal_is_remembered_for_a_while(
    project: str, monkeypatch: pytest.MonkeyPatch, ttl: str, reads: int
) -> None:
    monkeypatch.setenv("ANIMAL_CACHE_TTL", ttl)
    settings.cache_clear()
    animal = animals.lookup_or_create(species(0), "first")
    with patch.object(store, "get", wraps=store.get) as read:
        assert [animals.get_cached(animal.id), animals.get_cached(animal.id)] == [animal, animal]
    assert read.call_count == reads
