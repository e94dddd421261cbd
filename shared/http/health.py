"""Health checks of a function and the services it depends on."""

import time
from collections.abc import Callable
from threading import Lock

from flask import Flask, Response

from shared import logs
from shared.base_model import Model
from shared.cloud import firestore

TIMEOUT_SECONDS = 3.0
REMEMBERED_SECONDS = 10.0

Check = Callable[[float], object]
"""Checks a part of the system within a timeout in seconds; raises if it does not respond."""


class Part(Model):
    """The health of a part of the system."""

    ok: bool
    duration_ms: int
    cause: str | None = None


class Health(Model):
    """The health of the system; only admins see the parts and the address that their requests are counted by."""

    ok: bool
    parts: dict[str, Part] | None = None
    address: str | None = None


class Checks:
    """Checks that run in parallel, each with a timeout; the outcome is cached for a few seconds."""

    def __init__(self, checks: dict[str, Check]) -> None:
        self.checks = checks
        self._until = 0.0
        self._last: Health | None = None
        self._running = Lock()

    def run(self) -> Health:
        """Return the health of every part; concurrent callers wait for the same outcome."""
        with self._running:
            if self._last is None or time.monotonic() >= self._until:
                self._last = self._ask()
                self._until = time.monotonic() + REMEMBERED_SECONDS
            return self._last

    def _ask(self) -> Health:
        from concurrent.futures import ThreadPoolExecutor  # no other request needs it

        pool = ThreadPoolExecutor(len(self.checks))
        running = {name: pool.submit(_time, name, check) for name, check in self.checks.items()}
        parts = {name: part.result() for name, part in running.items()}
        pool.shutdown(wait=False)
        return Health(ok=all(part.ok for part in parts.values()), parts=parts)


def serve(app: Flask) -> None:
    """Serve `/health` (the process is alive) and `/ready` (Firestore responds) in a function's app."""
    checks = Checks({"firestore": check_firestore})
    app.add_url_rule("/health", "health", lambda: answer(Health(ok=True)))
    app.add_url_rule("/ready", "ready", lambda: answer(checks.run().model_copy(update={"parts": None})))


def answer(health: Health) -> Response:
    """Return the health with status 200 or 503."""
    status = 200 if health.ok else 503
    return Response(health.model_dump_json(exclude_none=True), status, mimetype="application/json")


def check_firestore(timeout: float) -> object:
    """Check that Firestore responds."""
    return firestore.client().collection("counters").document("animals").get(timeout=timeout, retry=None)


def _time(name: str, check: Check) -> Part:
    began = time.monotonic()
    cause = None
    try:
        check(TIMEOUT_SECONDS)
    except Exception as error:  # noqa: BLE001 - any failure means that the part does not respond
        cause = f"{type(error).__name__}: {error}"
        logs.warning("part_not_ready", part=name, cause=cause)
    return Part(ok=cause is None, duration_ms=round((time.monotonic() - began) * 1000), cause=cause)
