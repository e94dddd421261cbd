"""Observability of requests: a log line each, and counts per instance."""

import hashlib
import hmac
import time
from collections import defaultdict
from threading import Lock
from typing import NamedTuple

from flask import Flask, Response, g, request

from shared import logs, spans
from shared.settings import settings


class Kind(NamedTuple):
    """A kind of request, counted together; the route is a pattern without ids."""

    route: str
    method: str
    status: int


class Durations:
    """The number and total duration of requests of each kind."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0


_durations: dict[Kind, Durations] = defaultdict(Durations)
_counting = Lock()


def watch(app: Flask) -> None:
    """Observe an app's requests: before all other hooks, and after all others have changed the response."""
    app.before_request(_begin)
    app.after_request(_end)  # Flask calls these in reverse order


def durations() -> dict[Kind, tuple[int, float]]:
    """Return the number of requests of each kind on this instance, and their total seconds."""
    with _counting:
        return {kind: (one.count, one.seconds) for kind, one in _durations.items()}


def _begin() -> None:
    g.began = time.monotonic()
    logs.start_request(dict(request.headers))
    g.span = spans.begin(f"{request.method} {request.url_rule or ''}".rstrip())


def _end(response: Response) -> Response:
    seconds = time.monotonic() - g.began
    kind = _kind(response.status_code)
    _count(kind, seconds)
    who = {"person": _pseudonym(g.identity.uid)} if "identity" in g else {}
    logs.info("request_answered", **kind._asdict(), duration_ms=round(seconds * 1000), **who)
    spans.end(g.span, status=response.status_code)
    return response


def _kind(status: int) -> Kind:
    """Return the kind of the current request; all requests without a route are one kind."""
    rule = request.url_rule
    return Kind(rule.rule, request.method, status) if rule else Kind("", "", status)


def _count(kind: Kind, seconds: float) -> None:
    with _counting:
        _durations[kind].count += 1
        _durations[kind].seconds += seconds


def _pseudonym(uid: str) -> str:
    """Return a pseudonym that links a person's log lines and identifies them only with the secret."""
    secret = settings().hash_secret.get_secret_value().encode()
    return hmac.new(secret, f"log/{uid}".encode(), hashlib.sha256).hexdigest()[:16]
