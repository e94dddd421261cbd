"""Two thousand random operations by people at once, with faults: what is counted stays what a recount gives."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from google.api_core.exceptions import Aborted, ServiceUnavailable
from google.cloud.firestore_v1.transaction import Transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from shared.accounts.models import Visibility
from shared.animals import animals, names
from shared.animals import upkeep as animals_upkeep
from shared.animals.models import Category
from shared.dex import entries as dex
from shared.dex import upkeep
from shared.dex.requests import EntryPatch, NewEntry
from shared.part import Work
from shared.problems import Code, Problem
from tests.integration.conftest import store_account

OPERATIONS, AT_ONCE, RUNS = 2000, 8, 10
PEOPLE = ("ash", "misty", "brock", "may", "dawn", "iris")
SPECIES = ("Panthera leo", "Panthera tigris", "Corvus corax", "Corvus corone", "Puma concolor")
START = datetime(2026, 5, 1, tzinfo=UTC)
EXPECTED = {Code.NOT_FOUND, Code.ALREADY_EXISTS}
ENTRIES: dict[tuple[str, str, int], str] = {}

people = st.sampled_from(PEOPLE)
species = st.sampled_from(SPECIES)
days = st.integers(0, 8)

CONTENTION: Exception = Aborted("injected")  # type: ignore[no-untyped-call]
OUTAGE: Exception = ServiceUnavailable("injected")  # type: ignore[no-untyped-call]


class ProcessDiedError(Exception):
    """The simulated death of the process, before or after its transaction is committed."""


@contextmanager
def faults(seed: int, *, share: float = 0.12) -> Iterator[list[str]]:
    """Make some commits fail: aborted, unavailable, or with the process dying just before or after."""
    chance, injected = random.Random(seed), []
    commit, rollback = Transaction._commit, Transaction._rollback

    def faulty(self: Transaction) -> Any:
        kind = chance.choice(("aborted", "unavailable", "before", "after")) if chance.random() < share else ""
        if kind:
            injected.append(kind)
        if kind == "aborted":
            rollback(self)  # the server, which aborts, lets its locks go
            raise CONTENTION
        if kind in {"unavailable", "before"}:
            raise OUTAGE if kind == "unavailable" else ProcessDiedError
        result = commit(self)
        if kind == "after":
            raise ProcessDiedError
        return result

    def tolerant(self: Transaction) -> None:
        if self.in_progress:  # the client rolls back on any error, and the dead do not
            rollback(self)

    with patch.object(Transaction, "_commit", faulty), patch.object(Transaction, "_rollback", tolerant):
        yield injected


def add(person: str, name: str, day: int, visibility: Visibility) -> None:
    new = NewEntry(name=name, caught_at=START + timedelta(days=day), visibility=visibility)
    ENTRIES[person, name, day] = dex.add_entry(person, new).id


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def entry_of(person: str, name: str, day: int) -> str:
    return ENTRIES.get((person, name, day), "none")


def moderate(name: str, category: Category | None) -> None:
    animals_upkeep.set_status(slug(name), category)
    upkeep.refresh_animal(Work(subject=slug(name), at=START))


def merge(name: str, into: str) -> None:
    animals_upkeep.merge(slug(name), slug(into))
    upkeep.refresh_animal(Work(subject=slug(name), at=START))


Operation = Callable[[], object]
additions = st.builds(
    lambda person, name, day, visibility: lambda: add(person, name, day, visibility),
    *(people, species, days, st.sampled_from(Visibility)),
)
deletions = st.builds(
    lambda person, name, day: lambda: dex.delete(person, entry_of(person, name, day)), people, species, days
)
favorites = st.builds(
    lambda person, name, day: lambda: dex.set_favorite(person, entry_of(person, name, day), None),
    people,
    species,
    days,
)
changes = st.builds(
    lambda person, name, day, to, visibility: (
        lambda: dex.edit(
            person,
            entry_of(person, name, day),
            EntryPatch(caught_at=START + timedelta(days=to), visibility=visibility),
        )
    ),
    *(people, species, days, days, st.sampled_from(Visibility)),
)
repairs = st.builds(lambda person: lambda: upkeep.recount(person, fix=True), people)
moderations = st.builds(
    lambda name, category: lambda: moderate(name, category), species, st.sampled_from([Category.ENDANGERED, None])
)
merges = st.builds(lambda: lambda: merge("Corvus corone", "Corvus corax"))
operations = st.one_of(
    *[additions] * 8, *[deletions] * 5, *[favorites] * 5, *[changes] * 6, *[repairs] * 2, moderations, merges
)


class Dex(RuleBasedStateMachine):
    """People who add, change and delete entries, some at the same time, while processes die."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Counter[str] = Counter()

    @rule(batch=st.lists(operations, min_size=AT_ONCE, max_size=AT_ONCE), seed=st.integers(0, 2**32))
    def act_at_once(self, batch: list[Operation], seed: int) -> None:
        with faults(seed) as injected, ThreadPoolExecutor(3) as pool:
            self.told.update(pool.map(partial(attempt, expected=EXPECTED), batch))
        self.told.update({"operations": len(batch), "faults": len(injected)})

    @invariant()
    def what_is_counted_is_what_a_recount_gives(self) -> None:
        if self.told["operations"] % (AT_ONCE * 10) == 0:
            assert {person: upkeep.recount(person, fix=False) for person in PEOPLE} == {person: [] for person in PEOPLE}

    def teardown(self) -> None:
        assert {person: upkeep.recount(person, fix=False) for person in PEOPLE} == {person: [] for person in PEOPLE}
        TOLD.append(self.told)


TOLD: list[Counter[str]] = []


def attempt(operation: Operation, expected: set[Code]) -> str:
    try:
        operation()
    except (ProcessDiedError, ServiceUnavailable):
        return "died"
    except Problem as problem:
        if problem.code not in expected:
            raise
        return problem.code.value
    return "done"


@pytest.mark.timeout(1200)
def test_after_two_thousand_operations_at_once_with_faults_everything_equals_a_recount(project: str) -> None:
    for person in PEOPLE:
        store_account(person)
    for name in SPECIES:
        result = names.resolve_name(name)
        assert result is not None
        animals.lookup_or_create(result)
    TOLD.clear()
    run_state_machine_as_test(
        Dex,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=OPERATIONS // AT_ONCE // (RUNS - 2),
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    total = sum(TOLD, Counter())

    assert total["operations"] >= OPERATIONS
    assert total["done"] > OPERATIONS / 4
    assert total["faults"] > OPERATIONS / 40
