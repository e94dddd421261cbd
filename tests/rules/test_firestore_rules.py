"""firestore.rules on Google's engine: who reads what, and that no condition can go without a test that fails."""

from pathlib import Path

import pytest

from localcloud.stack import Stack
from tests.rules.matrix import ACTORS, PLACES, Database, Place, asked, requests_of
from tests.rules.mutants import conditions, mutants

RULES = (Path(__file__).parents[2] / "firestore.rules").read_text()


@pytest.fixture
def database(stack: Stack, project: str) -> Database:
    made = Database(stack.emulators.address("firestore"), project)
    made.seed()
    return made


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.pattern)
def test_a_collection_is_read_by_those_who_may_and_written_by_nobody(database: Database, place: Place) -> None:
    everything = [one for actor in ACTORS for one in requests_of(place, actor)]
    assert [one for one in everything if database.allows(one) != one.is_allowed] == []


def test_who_has_been_asked_reads_the_request_and_who_asks_does_not(database: Database) -> None:
    assert [one for one in asked() if database.allows(one) != one.is_allowed] == []


def test_the_conditions_of_an_expression_are_found_with_what_stands_for_one_that_is_dropped() -> None:
    rules = "return a.get('b', 0) <= c && (d in e\n || !f); allow get: if g(h); allow list: if true;"
    assert [(rules[span.start : span.end], neutral) for span, neutral in conditions(rules)] == [
        ("a.get('b', 0) <= c", "true"),
        ("d in e", "false"),
        ("!f", "false"),
        ("(d in e\n || !f)", "true"),
        ("g(h)", "true"),
        ("true", "true"),
    ]


@pytest.mark.timeout(300)
def test_every_mutant_is_caught(database: Database) -> None:
    survivors = []
    for mutant in mutants(RULES):
        database.set_rules(mutant.text)
        if next(database.surprises(), None) is None:
            survivors.append(mutant.what)
        database.seed()
    assert survivors == []
