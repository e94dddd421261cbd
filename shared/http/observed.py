"""What each request leaves behind: a log line, and its place in the counts of this instance."""

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
    """What is counted together; the route is a pattern, without anybody's ids."""

    route: str
    method: str
    status: int


class Durations:
    """How many requests of a kind there were, and how long they took together."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0


_durations: dict[Kind, Durations] = defaultdict(Durations)
_counting = Lock()


def watch(app: Flask) -> None:
    """Observe what an app answers: before anything else is asked of a request, after all else is done to its answer."""
    app.before_request(_begin)
    app.after_request(_end)  # Flask calls the first registered last


def durations() -> dict[Kind, tuple[int, float]]:
    """Return how many requests of each kind this instance has answered, and in how many seconds together."""
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
    """Return what a request is counted as: what no route fits could be named anyhow, and is one kind."""
    rule = request.url_rule
    return Kind(rule.rule, request.method, status) if rule else Kind("", "", status)


def _count(kind: Kind, seconds: float) -> None:
    with _counting:
        _durations[kind].count += 1
        _durations[kind].seconds += seconds


def _pseudonym(uid: str) -> str:
    """Return what tells one person's lines from another's, and who they are only to whoever has the secret."""
    secret = settings().hash_secret.get_secret_value().encode()
    return hmac.new(secret, f"log/{uid}".encode(), hashlib.sha256).hexdigest()[:16]
