"""`/metrics`: the requests of an instance and the product's key figures, in Prometheus' format.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/. prometheus_client would write it too, but
needs its own registry and 0.1 s of every cold start.
"""

import hmac
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flask import Flask, Response

from shared import limits
from shared.accounts import access
from shared.http import addresses, observed
from shared.http.routes import bearer_token, verify
from shared.problems import Code, Problem
from shared.settings import settings

if TYPE_CHECKING:
    from shared.figures import Figures

PATH = "/metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
REQUESTS = "biologidex_request_duration_seconds"


def serve(app: Flask, product: Callable[[], "Figures"] | None = None) -> None:
    """Serve `/metrics` in a function's app: this instance's, and the product's if given."""

    def metrics() -> Response:
        _check_reader()
        lines = [*_of_instance(app.name), *(_of_product(product()) if product else ())]
        return Response("\n".join(lines) + "\n", content_type=CONTENT_TYPE)

    app.add_url_rule(PATH, "metrics", metrics)


def _check_reader() -> None:
    """Admit only admins and scrapers with the token.

    Raises:
        Problem: `not_signed_in`, `admins_only` or `too_many_attempts`, or as `access.check` raises it.

    """
    limits.consume(limits.REQUESTS, addresses.subscriber())
    scrapers = settings().metrics_token
    if scrapers and hmac.compare_digest(bearer_token().encode(), scrapers.get_secret_value().encode()):
        return
    if not access.check(verify()).admin:
        raise Problem(Code.ADMINS_ONLY)


def _of_instance(function: str) -> Iterator[str]:
    yield f"# TYPE {REQUESTS} summary"
    for kind, (count, seconds) in sorted(observed.durations().items()):
        labels = _labels(function=function, route=kind.route, method=kind.method, status=str(kind.status))
        yield f"{REQUESTS}_count{labels} {count}"
        yield f"{REQUESTS}_sum{labels} {seconds:.6f}"


def _of_product(figures: "Figures") -> Iterator[str]:
    yield "# TYPE biologidex_jobs gauge"
    yield from (f"biologidex_jobs{_labels(status=status)} {count}" for status, count in figures.jobs.items())
    for name, value in figures.model_dump(exclude={"jobs"}).items():
        yield f"# TYPE biologidex_{name} gauge"
        yield f"biologidex_{name} {value}"


def _labels(**values: str) -> str:
    """Return labels; values are routes, methods and statuses, never user input."""
    return "{" + ",".join(f'{name}="{value}"' for name, value in values.items()) + "}"
