"""Log lines as Cloud Logging and Error Reporting read them, and the trace that they belong to."""

import contextvars
import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from flask import Flask

from shared import logs, traces
from shared.cloud.auth.identity import Identity
from shared.http import observed
from shared.http.app import create_app, done
from shared.http.routes import Content, Routes
from shared.outbox import Target, Task
from shared.traces import Trace

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
PARENT = f"00-{TRACE}-{SPAN}-01"
NAMED = {
    "logging.googleapis.com/trace": f"projects/demo-biologidex/traces/{TRACE}",
    "logging.googleapis.com/spanId": SPAN,
    "logging.googleapis.com/trace_sampled": True,
}
Lines = list[dict[str, Any]]


def in_own_context[T](work: Callable[[], T]) -> T:
    """Run work in its own context, like a request."""
    return contextvars.Context().run(work)


@pytest.fixture
def app(log_lines: Lines) -> Flask:
    routes = Routes("test", signed_in=False, prefix="")

    @routes.get("/things/<thing_id>", summary="A thing", answer=Content.NOTHING)
    def thing() -> Any:
        return done()

    @routes.get("/broken", summary="Broken", answer=Content.NOTHING)
    def broken() -> Any:
        raise ZeroDivisionError("by nothing")

    return create_app("test", routes, needs=())


def ask(app: Flask, path: str, **options: Any) -> Any:
    return in_own_context(lambda: app.test_client().open(path, **options))


def answered(lines: Lines) -> dict[str, Any]:
    (line,) = [line for line in lines if line["message"] == "request_answered"]
    return line


@pytest.mark.parametrize(
    "headers",
    [
        {"traceparent": PARENT},
        {"X-Cloud-Trace-Context": f"{TRACE}/{int(SPAN, 16)};o=1"},
        {"traceparent": PARENT, "X-Cloud-Trace-Context": f"{'9' * 32}/1;o=0"},
        {"traceparent": "nonsense", "X-Cloud-Trace-Context": f"{TRACE}/{int(SPAN, 16)};o=1"},
    ],
)
def test_a_line_names_the_trace_and_the_span_of_its_request(
    app: Flask, log_lines: Lines, headers: dict[str, str]
) -> None:
    ask(app, "/things/7", headers=headers)
    assert NAMED.items() <= answered(log_lines).items()


@pytest.mark.parametrize(
    "absurd", ["", PARENT[:-1], f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", PARENT.upper(), "é"]
)
def test_a_trace_that_is_none_is_a_new_one(absurd: str) -> None:
    def begin() -> Trace | None:
        traces.start({"Traceparent": absurd, "X-Cloud-Trace-Context": absurd})
        return traces.current()

    assert Trace.parse(absurd) is None
    first, second = in_own_context(begin), in_own_context(begin)
    assert first
    assert second
    assert first.trace_id != second.trace_id
    assert Trace.parse(str(first)) == first


def test_what_follows_from_a_request_goes_on_in_its_trace() -> None:
    def follow() -> str:
        traces.start({"Traceparent": PARENT})
        return Task(name="t", target=Target.IDENTIFY, payload={}, created_at=datetime.now(UTC)).traceparent

    assert in_own_context(follow) == PARENT

    def event(traceparent: str | None) -> Trace | None:
        traces.start({})
        traces.resume(traceparent)
        return traces.current()

    assert str(in_own_context(lambda: event(PARENT))) == PARENT
    assert in_own_context(lambda: event(None)), "a job of before keeps none"


def test_a_request_leaves_one_line_without_anybodys_ids(app: Flask, log_lines: Lines) -> None:
    ask(app, "/things/of-somebody?secret=word", headers={"X-Forwarded-For": "203.0.113.7"})
    line = answered(log_lines)
    assert (line["route"], line["method"], line["status"]) == ("/things/<thing_id>", "GET", 204)
    assert line["duration_ms"] >= 0
    assert not [word for word in ("somebody", "word", "203.0.113.7") if word in json.dumps(log_lines)]


@pytest.mark.parametrize(("path", "method"), [("/no/such/thing", "GET"), ("/things/7", "BREW")])
def test_what_no_route_fits_is_one_kind(app: Flask, log_lines: Lines, path: str, method: str) -> None:
    ask(app, path, method=method)
    line = answered(log_lines)
    assert (line["route"], line["method"]) == ("", "")
    assert line["status"] in {404, 405}


def test_a_person_is_a_pseudonym(app: Flask, log_lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.http.routes.identity.verify", lambda token: Identity(token, datetime.now(UTC)))
    social: Any = import_module("functions.social.main").app
    for uid in ("ash", "ash", "misty"):
        ask(social, "/api/v1/social/moderation/cases", headers={"Authorization": f"Bearer {uid}"})
    ash, again, misty = [line["person"] for line in log_lines if line["message"] == "request_answered"]
    assert ash == again != misty
    assert "ash" not in ash
    assert len(ash) == 16


def test_an_instance_counts_what_it_answers(app: Flask) -> None:
    kind = observed.Kind("/things/<thing_id>", "GET", 204)
    before = observed.durations().get(kind, (0, 0.0))
    ask(app, "/things/7")
    ask(app, "/things/8")
    count, seconds = observed.durations()[kind]
    assert count == before[0] + 2
    assert seconds > before[1]


def test_an_error_is_reported_by_its_stack_and_keeps_its_name(app: Flask, log_lines: Lines) -> None:
    assert ask(app, "/broken").status_code == 500
    (line,) = [line for line in log_lines if line["severity"] == "ERROR"]
    assert line["message"] == "request_failed"
    assert line["@type"] == logs.REPORTED_ERROR
    assert line["stack_trace"].startswith("Traceback (most recent call last):\n")
    assert line["stack_trace"].endswith("ZeroDivisionError: by nothing")
    assert answered(log_lines)["status"] == 500


def test_only_an_error_is_reported(log_lines: Lines) -> None:
    logs.warning("gbif_failed", cause="busy")
    logs.error("deletion_incomplete", uid="u")
    assert ["@type" in line for line in log_lines] == [False, True]
    assert not [line for line in log_lines if "stack_trace" in line]
