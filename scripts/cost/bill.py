"""A month's bill and its bottlenecks, from what each action takes. Pure functions."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scripts.bench_abuse import USD
from scripts.cost.actions import PHOTOGRAPH, Action, Amounts

TERRAFORM = Path(__file__).parents[2] / "terraform"
MONTH_SECONDS = 30 * 24 * 3600
PEAK = 5  # times the average: an evening
GB = 1e9
MODEL_SECONDS = 5  # of an answer by OpenAI: an assumption
USD_A_GB_SENT = 0.15
USD_A_GB_STORED = 0.020
ACTIVE_PEOPLE = ((50_000, 0.0), (100_000, 0.0055), (1_000_000, 0.0046), (10_000_000, 0.0032), (float("inf"), 0.0025))
"""Up to so many, each costs so much."""

Measured = dict[str, tuple[Action, Amounts]]


class Limit(NamedTuple):
    """Something that holds so much, what it is asked for by so many people, and what to change then."""

    name: str
    holds: float
    unit: str
    asked: dict[int, float]
    then: str


def person_month(measured: Measured, amount: str) -> float:
    """Return how much of something a person takes in a month."""
    return sum(action.monthly * float(getattr(takes, amount)) for action, takes in measured.values())


def identity_usd(people: int) -> float:
    """Return what Identity Platform bills for people who signed in within the month."""
    usd, below = 0.0, 0.0
    for until, price in ACTIVE_PEOPLE:
        usd += max(min(people, until) - below, 0) * price
        below = until
    return usd


def month(measured: Measured, people: int, answer_usd: float) -> dict[str, float]:
    """Return what each thing costs in a month of so many active people, a year after they began."""

    def of(amount: str) -> float:
        return people * person_month(measured, amount)

    photographs = people * measured[PHOTOGRAPH][0].monthly
    return {
        "the model": photographs * answer_usd,
        "Firestore, reads": of("reads") * USD["reads"],
        "Firestore, writes": of("writes") * USD["writes"],
        "Cloud Run, seconds": of("seconds") * USD["seconds"],
        "Cloud Run, requests": of("requests") * USD["requests"],
        "Cloud Storage, operations": of("storage_reads") * USD["storage reads"]
        + of("storage_writes") * USD["storage writes"],
        "Cloud Storage, a year's pictures": 12 * of("stored_bytes") / GB * USD_A_GB_STORED,
        "Hosting, data sent": of("sent_bytes") / GB * USD_A_GB_SENT,
        "Identity Platform": identity_usd(people),
    }


def limits(measured: Measured, groups: Iterable[int], answer_usd: float, budget_usd: float) -> list[Limit]:
    """Return what may break, with what so many people ask of it at their peak."""
    people = list(groups)
    photographs = measured[PHOTOGRAPH][0].monthly

    def at_peak(a_month: float) -> dict[int, float]:
        return {many: many * a_month * PEAK / MONTH_SECONDS for many in people}

    a_day = {many: many * photographs / 30 * answer_usd for many in people}
    budget = Limit(
        "the day's budget (`DAILY_BUDGET_USD`)", budget_usd, "$ a day", a_day, "raise it, or use the local model"
    )
    return [
        budget,
        *_of_photographs(at_peak(photographs)),
        *_of_requests(at_peak(person_month(measured, "seconds")), person_month(measured, "requests")),
    ]


def _of_photographs(asked: dict[int, float]) -> list[Limit]:
    """Return what every photograph asks for."""
    at_once = _number(r"identify_animal\s*=.*?concurrency = (\d+)", "functions.tf") * instances()
    identifying = f"concurrent identifications, {MODEL_SECONDS} s each (`max_instances` times concurrency)"
    dispatches = _number(r"max_dispatches_per_second = (\d+)", "queue.tf")
    more_shards = "use as many shards as jobs a second; for more than 100, raise the setting's maximum"
    another_queue = "raise it; Cloud Tasks' own limit is 500, beyond it use a queue for each function"
    shard_field = "put a shard field before the time in the index and query the shards in parallel"
    return [
        Limit("a shard of the budget (`BUDGET_SHARDS` = 1)", 1, "jobs a second", asked, more_shards),
        Limit(
            identifying,
            at_once / MODEL_SECONDS,
            "jobs a second",
            asked,
            "raise both; ask the provider for a higher rate limit",
        ),
        Limit("the queue (`max_dispatches_per_second`)", dispatches, "tasks a second", asked, another_queue),
        Limit("an index ordered by time (`created_at`)", 500, "entries a second", asked, shard_field),
    ]


def _of_requests(asked: dict[int, float], each: float) -> list[Limit]:
    at_once = _number(r"dex\s*=.*?concurrency = (\d+)", "functions.tf") * instances()
    name = "concurrent requests to one function (`max_instances` times concurrency)"
    then = f"raise `max_instances` (a person sends {each:,.0f} requests a month), and Cloud Run's quota of the region"
    return [Limit(name, at_once, "requests", asked, then)]


def instances() -> int:
    """Return how many instances a function may have."""
    return _number(r'"max_instances".*?default\s*=\s*(\d+)', "variables.tf")


def _number(pattern: str, file: str) -> int:
    found = re.search(pattern, (TERRAFORM / file).read_text(), re.DOTALL)
    if found is None:
        raise LookupError(f"terraform/{file} says nothing of {pattern}")
    return int(found[1])
