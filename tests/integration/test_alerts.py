"""What alerts count are lines that the code really writes: each filter is held against them."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from shared import backups, housekeeping
from shared.cloud import backups as cloud_backups
from shared.cloud import firestore
from shared.cloud.backups import Backups
from shared.dex import upkeep as dex
from shared.part import Work
from shared.parts import PRIVACY
from shared.privacy import rules as privacy_rules
from shared.privacy import store as privacy
from shared.privacy.models import Deletion
from shared.vision import conversion, recognition
from shared.vision.models import ModelAnswer, ModelCall
from shared.vision.providers.base import UnreadableAnswerError
from tests.integration import test_internal as internal
from tests.integration.conftest import client, store_account
from tests.integration.test_internal import environment as environment
from tests.integration.test_pipeline import FakeModel, converted, uploaded

ROOT = Path(__file__).parents[2]
SPECIAL = ("severity", "time", "logging.googleapis.com/")
COST = "0.0123"
Line = dict[str, Any]


def filters() -> dict[str, str]:
    """The filters of terraform/monitoring.tf, by metric."""
    text = (ROOT / "terraform/monitoring.tf").read_text().partition("counted = {\n")[2].partition("\n  }")[0]
    return {name.strip(): json.loads(value) for name, value in (line.split(" = ", 1) for line in text.splitlines())}


def matches(condition: str, line: Line) -> bool:
    """Return whether a log line matches a filter, in the subset of Cloud Logging's language that the filters use.

    Anything else of the language fails.
    """
    return all(_holds(comparison, payload_of(line)) for comparison in condition.split(" AND "))


def payload_of(line: Line) -> Line:
    """Return the entry's jsonPayload; a line with only a message becomes its textPayload instead."""
    payload = {name: value for name, value in line.items() if not name.startswith(SPECIAL)}
    return payload if set(payload) != {"message"} else {}


def _holds(comparison: str, payload: Line) -> bool:
    parsed = re.fullmatch(r'jsonPayload\.(\w+) (=|=~) (".*"|\d+)', comparison)
    assert parsed, comparison
    name, operator, wanted = parsed[1], parsed[2], json.loads(parsed[3])
    if operator == "=~":
        return re.search(wanted, str(payload.get(name, ""))) is not None
    return bool(payload.get(name) == wanted)


class PricedModel(FakeModel):
    """A model whose answers have a price."""

    def identify(self, jpeg: bytes, model: str | None = None, hint: str | None = None) -> ModelAnswer:
        return super().identify(jpeg, model, hint).model_copy(update={"cost_usd": COST})


@pytest.fixture(autouse=True)
def model(project: str, monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    store_account("owner")
    fake = PricedModel()
    monkeypatch.setattr("shared.vision.recognition.provider", lambda: fake)
    return fake


def job_fails() -> None:
    conversion.convert_upload(uploaded(b"no picture"))


def answer_is_unreadable() -> None:
    call = ModelCall(provider="fake", model="fake", duration_ms=1, raw="?", cost_usd=COST)
    failing = PricedModel(UnreadableAnswerError("not finished", call))
    with patch.object(recognition, "provider", lambda: failing), pytest.raises(UnreadableAnswerError):
        recognition.identify(converted(), 1, last_try=False)


def traces_are_left() -> None:
    now = datetime.now(UTC)
    gone = now - privacy_rules.PROVEN_AFTER - timedelta(days=1)
    privacy.set_deletion("owner", Deletion(requested_at=gone, erased_at=gone))
    PRIVACY.prove(Work(subject="owner", at=now))


def function_fails(name: str, *work: Any) -> Callable[[], None]:
    def fail() -> None:
        with patch.object(*work, side_effect=RuntimeError("broken")):
            assert internal.function(name).post(**internal.GOOD[name]()).status_code >= 500

    return fail


def route_fails() -> None:
    with patch("shared.limits.consume", side_effect=RuntimeError("broken")):
        assert client("animals").get("/api/v1/animals/puma-concolor").status_code == 500


def stranger_calls() -> None:
    assert internal.function("identify_animal").post("/").status_code == 403


def backup_is_old() -> None:
    now = datetime.now(UTC)
    old = Backups(are_due=True, since=now - timedelta(days=9), made_at=[now - timedelta(days=2)])
    with patch.object(cloud_backups, "look", lambda: old):
        backups.check(Work(subject="database", at=now))


def life_list_differs() -> None:
    firestore.client().collection("life_lists").document("owner").set({"discoveries": 7})
    dex.check_life_list(Work(subject="owner", at=datetime.now(UTC)))


WRITERS: dict[tuple[str, str], Callable[[], object]] = {
    ("failed_jobs", "job_failed"): job_fails,
    ("housekeeping_ran", "housekeeping_done"): lambda: housekeeping.run(datetime.now(UTC), urgent=True),
    ("model_cost", "answer_unreadable"): answer_is_unreadable,
    ("model_cost", "model_answered"): lambda: recognition.identify(converted(), 1, last_try=False),
    ("refused", "request_answered"): lambda: client("social").get("/api/v1/social/summary"),
    ("backup_missing", "backup_missing"): backup_is_old,
    ("recount_differs", "recount_differs"): life_list_differs,
    ("failures", "caller_refused"): stranger_calls,
    ("failures", "conversion_failed"): function_fails("convert_image", conversion, "convert_upload"),
    ("failures", "identification_failed"): function_fails("identify_animal", recognition, "identify"),
    ("failures", "housekeeping_failed"): function_fails("housekeeping", housekeeping, "do"),
    ("failures", "request_failed"): route_fails,
    ("failures", "deletion_incomplete"): traces_are_left,
}
"""By metric and message: what has the code write that line."""


@pytest.mark.parametrize(("metric", "message"), WRITERS)
def test_an_alerts_filter_finds_the_line_that_the_code_writes(
    environment: None, log_lines: list[Line], metric: str, message: str
) -> None:
    WRITERS[metric, message]()
    (line,) = [line for line in log_lines if line["message"] == message]
    assert [name for name, condition in filters().items() if matches(condition, line)] == [metric]
    if metric == "model_cost":
        assert float(line["cost_usd"]) == float(COST)


def test_every_message_that_is_counted_has_such_a_line() -> None:
    named = {(metric, message) for metric, one in filters().items() for message in re.findall(r"[a-z]+_[a-z_]+", one)}
    assert {pair for pair in named if pair[1] != "cost_usd"} == set(WRITERS)


def test_what_is_answered_otherwise_is_not_refused(log_lines: list[Line]) -> None:
    client("auth").get("/api/v1/version")
    assert [line["status"] for line in log_lines if line["message"] == "request_answered"] == [200]
    assert not any(matches(filters()["refused"], line) for line in log_lines)
