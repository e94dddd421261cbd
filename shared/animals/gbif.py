"""GBIF's species match, for names that the bundled taxonomy does not know.

Its outages never fail a job: calls have a timeout, and after a few failures a circuit breaker pauses them. Responses
are stored permanently in the collection `gbif_names`. Source of the fields: GBIF's API reference,
`GET /v2/species/match`.
"""

import time
from typing import Any

import requests

from shared import logs
from shared.animals import rules
from shared.animals.models import Category, Classification, Rank, Taxon
from shared.animals.parsing import parse
from shared.base_model import Model
from shared.cloud import firestore
from shared.settings import settings

TIMEOUT_SECONDS = 3
MIN_CONFIDENCE = 95
MAX_FAILURES = 3
PAUSE_SECONDS = 60.0


class CircuitBreaker:
    """A circuit breaker that opens for `PAUSE_SECONDS` after `MAX_FAILURES` consecutive failures."""

    def __init__(self) -> None:
        self._failures = 0
        self._closed_until = 0.0

    def allows(self) -> bool:
        return time.monotonic() >= self._closed_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= MAX_FAILURES:
            self._failures = 0
            self._closed_until = time.monotonic() + PAUSE_SECONDS


breaker = CircuitBreaker()


class Known(Model):
    """`gbif_names/{id}`: GBIF's response for a name."""

    result: Classification | None
    iucn: Category | None = None


def find(name: str) -> Classification | None:
    """Return GBIF's accepted species for exactly this name; None if there is none, or GBIF is unavailable."""
    known = look_up(name)
    return known.result if known else None


def look_up(name: str) -> Known | None:
    """Return GBIF's response for a name; None if GBIF is unavailable."""
    base = settings().gbif_url
    if base is None:
        return None
    document = firestore.client().collection("gbif_names").document(rules.animal_id(name))
    if record := document.get().to_dict():
        return Known.model_validate(record)
    if not breaker.allows():
        return None
    try:
        answer = _ask(str(base), name)
        known = Known(result=read(answer), iucn=read_category(answer))
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        breaker.failed()
        logs.warning("gbif_failed", cause=str(error))
        return None
    breaker.succeeded()
    document.set(known.model_dump())
    return known


def _ask(base: str, name: str) -> dict[str, Any]:
    response = requests.get(
        f"{base.rstrip('/')}/v2/species/match",
        params={"scientificName": name, "kingdom": "Animalia"},
        timeout=TIMEOUT_SECONDS,
    )
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer


def read_category(answer: dict[str, Any]) -> Category | None:
    """Return the IUCN Red List category in a response, if the species is certain."""
    if read(answer) is None:
        return None
    codes = [
        status.get("statusCode")
        for status in answer.get("additionalStatus", [])
        if status.get("datasetAlias") == "IUCN"
    ]
    return next((Category(code) for code in codes if code in set(Category)), None)


def read(answer: dict[str, Any]) -> Classification | None:
    """Return the species in a response if it is an exact match with a confidence of at least 95."""
    diagnostics = answer.get("diagnostics", {})
    if diagnostics.get("matchType") != "EXACT" or diagnostics.get("confidence", 0) < MIN_CONFIDENCE:
        return None
    usage = answer.get("acceptedUsage") or answer["usage"]
    parsed = parse(str(usage["canonicalName"]))
    if usage["rank"] != "SPECIES" or parsed is None or not parsed.taxa:
        return None
    known = {rank.value for rank in Rank} - {Rank.SPECIES, Rank.SUBSPECIES}
    lineage = [
        Taxon(name=above["name"], rank=Rank(above["rank"].lower()))
        for above in answer.get("classification", [])
        if above["rank"].lower() in known
    ]
    return Classification(scientific_name=parsed.taxa[0], rank=Rank.SPECIES, lineage=lineage)
