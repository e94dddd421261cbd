"""GBIF's responses and outages."""

from typing import Any

import pytest

from shared.animals import gbif
from shared.animals.models import Rank
from shared.settings import settings

LION = {
    "diagnostics": {"matchType": "EXACT", "confidence": 99},
    "usage": {"canonicalName": "Felis leo", "rank": "SPECIES"},
    "acceptedUsage": {"canonicalName": "Panthera leo", "rank": "SPECIES"},
    "classification": [
        {"name": "Animalia", "rank": "KINGDOM"},
        {"name": "Felidae", "rank": "FAMILY"},
        {"name": "Panthera leo", "rank": "SPECIES"},
    ],
}


def test_a_synonym_leads_to_the_accepted_species() -> None:
    result = gbif.read(LION)
    assert result is not None
    assert (result.scientific_name, [taxon.rank for taxon in result.lineage]) == (
        "Panthera leo",
        [Rank.KINGDOM, Rank.FAMILY],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"diagnostics": {"matchType": "NONE", "confidence": 100}},
        {"diagnostics": {"matchType": "FUZZY", "confidence": 99}},
        {"diagnostics": {"matchType": "EXACT", "confidence": 94}},
        {"acceptedUsage": {"canonicalName": "Panthera", "rank": "GENUS"}},
    ],
)
def test_what_is_not_exact_is_nothing(change: dict[str, Any]) -> None:
    assert gbif.read(LION | change) is None


def test_after_three_failures_nobody_asks_for_a_while() -> None:
    breaker = gbif.CircuitBreaker()
    for _ in range(2):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    breaker.failed()
    assert not breaker.allows()


def test_without_an_address_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GBIF_URL", "")
    settings.cache_clear()
    assert gbif.find("Panthera leo") is None
