"""OpenTelemetry spans of requests, events and tasks, for Cloud Trace; loaded only if TRACES=on.

The caller decides whether a trace is sampled (Cloud Run samples some requests per minute); others have no spans. A span
is sent when it ends, before the response, because an instance has no CPU between requests.
https://cloud.google.com/stackdriver/docs/reference/telemetry/overview
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from shared import traces
from shared.settings import settings
from shared.traces import Trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

ENDPOINT = "https://telemetry.googleapis.com/v1/traces"
SCOPE = "https://www.googleapis.com/auth/trace.append"
TIMEOUT_SECONDS = 2


def begin(name: str) -> "Span | None":
    """Begin and enter a span below the current one, if the trace is sampled."""
    above = traces.current()
    if settings().traces == "off" or above is None or not above.is_sampled:
        return None
    from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, set_span_in_context

    flags = TraceFlags(TraceFlags.SAMPLED)
    parent = SpanContext(int(above.trace_id, 16), int(above.span_id, 16), is_remote=True, trace_flags=flags)
    begun = tracer().start_span(name, set_span_in_context(NonRecordingSpan(parent)))
    traces.enter(Trace(above.trace_id, f"{begun.get_span_context().span_id:016x}", is_sampled=True))
    return begun


def end(begun: "Span | None", **attributes: int) -> None:
    """End a span and send it."""
    if begun:
        begun.set_attributes({f"biologidex.{name}": value for name, value in attributes.items()})
        begun.end()


@contextmanager
def span(name: str) -> Iterator[None]:
    """Run the block in its own span."""
    above, begun = traces.current(), begin(name)
    try:
        yield
    finally:
        end(begun)
        traces.enter(above)


@cache
def tracer() -> "Tracer":
    """Return this process's tracer."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    attributes = {"gcp.project_id": settings().google_cloud_project, "service.name": settings().k_service or "local"}
    provider = TracerProvider(resource=Resource(attributes))
    provider.add_span_processor(SimpleSpanProcessor(exporter()))
    return provider.get_tracer("biologidex")


def exporter() -> "SpanExporter":
    """Return the exporter that sends spans to Google Cloud."""
    import google.auth
    from google.auth.transport.requests import AuthorizedSession
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    credentials, _ = google.auth.default(scopes=[SCOPE])
    session = AuthorizedSession(credentials)  # type: ignore[no-untyped-call]
    return OTLPSpanExporter(ENDPOINT, session=session, timeout=TIMEOUT_SECONDS)
