"""OpenTelemetry spans: a photograph's request, event and task are in one trace; none are sent when off."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import google.auth
import pytest
from google.auth.credentials import AnonymousCredentials
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared import spans
from shared.cloud import storage, tasks
from shared.settings import settings
from shared.traces import Trace
from tests.conftest import forget_cached, picture_bytes
from tests.integration import test_internal as internal
from tests.integration.conftest import Player
from tests.integration.test_pipeline import FakeModel, task_names

TRACE, SPAN = "a" * 32, "b" * 16
SAMPLED, NOT_SAMPLED = (f"00-{TRACE}-{SPAN}-{flag}" for flag in ("01", "00"))


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """Turn tracing on and return the spans sent."""
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(spans, "exporter", lambda: exporter)
    monkeypatch.setenv("TRACES", "on")
    for name in internal.URLS.values():
        monkeypatch.setenv(name, internal.HERE)
    forget_cached()
    return exporter


def announce(player: Player, photo: bytes, traceparent: str) -> str:
    new = {"content_type": "image/jpeg", "size_bytes": len(photo)}
    made = player.call("vision", "POST", "/api/v1/vision/jobs", json=new, headers={"traceparent": traceparent})
    assert made.status_code == 201
    return str(made.get_json()["id"])


def test_request_event_and_task_are_spans_of_one_trace(
    player: Player, kept: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.vision.recognition.provider", FakeModel)
    photo = picture_bytes()
    job_id = announce(player, photo, SAMPLED)
    storage.write(settings().uploads_bucket, job_id, photo, "image/jpeg")
    assert internal.function("convert_image").post(**internal.event(data={"name": job_id})).status_code == 200
    (task,) = (tasks.client().get_task(name=name) for name in task_names())
    work = internal.task(body={"job_id": job_id, "attempt": 1}, traceparent=task.http_request.headers["traceparent"])
    assert internal.function("identify_animal").post(**work).status_code == 204

    made = kept.get_finished_spans()
    assert [one.name for one in made] == ["POST /api/v1/vision/jobs", "convert_upload", "POST /"]
    assert {f"{one.context.trace_id:032x}" for one in made} == {TRACE}
    above = [f"{one.parent.span_id:016x}" for one in made if one.parent]
    assert above == [SPAN, *(f"{one.context.span_id:016x}" for one in made[:2])]
    assert [one.attributes for one in made] == [{"biologidex.status": 201}, {}, {"biologidex.status": 204}]


def test_a_span_that_cannot_be_sent_hinders_nobody(
    player: Player, kept: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "export", lambda _: 1 / 0)
    announce(player, picture_bytes(), SAMPLED)


def test_of_a_trace_that_is_not_sampled_there_are_none(player: Player, kept: InMemorySpanExporter) -> None:
    announce(player, picture_bytes(), NOT_SAMPLED)
    assert kept.get_finished_spans() == ()


def test_lines_are_tied_to_the_span_that_they_are_written_in(
    player: Player, kept: InMemorySpanExporter, log_lines: list[dict[str, Any]]
) -> None:
    announce(player, picture_bytes(), SAMPLED)
    (made,) = kept.get_finished_spans()
    assert {line["logging.googleapis.com/spanId"] for line in log_lines} == {f"{made.context.span_id:016x}"}


class Receiver(BaseHTTPRequestHandler):
    """A minimal fake of Google's receiving end."""

    received: ClassVar[list[tuple[str | None, ExportTraceServiceRequest]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((self.path, ExportTraceServiceRequest.FromString(body)))
        self.send_response(200)
        self.end_headers()


@pytest.fixture
def google_cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(spans, "ENDPOINT", f"http://127.0.0.1:{server.server_port}/v1/traces")
    nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(google.auth, "default", lambda scopes: (nobody, None))
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_span_is_sent_as_opentelemetry_has_it(google_cloud: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACES", "on")
    forget_cached()
    monkeypatch.setattr("shared.traces.current", lambda: Trace(TRACE, SPAN, is_sampled=True))
    with spans.span("something"):
        pass
    (path, request), *_ = Receiver.received
    (of_process,) = request.resource_spans
    whose = {one.key: one.value.string_value for one in of_process.resource.attributes}
    (sent,) = of_process.scope_spans[0].spans
    assert (path, sent.name, sent.trace_id.hex()) == ("/v1/traces", "something", TRACE)
    assert whose["gcp.project_id"] == settings().google_cloud_project


@pytest.mark.parametrize(("setting", "loaded"), [("off", "False"), ("on", "True")])
def test_nothing_of_it_is_loaded_when_off(setting: str, loaded: str) -> None:
    code = (
        "import sys; from shared import spans, traces;"
        f"traces.start({{'Traceparent': '{SAMPLED}'}}); spans.exporter = lambda: None; spans.end(spans.begin('x'));"
        "print('opentelemetry.sdk.trace' in sys.modules)"
    )
    root = str(Path(__file__).parents[2])
    variables = {"TRACES": setting, "GOOGLE_CLOUD_PROJECT": "demo", "PYTHONPATH": root, "HASH_SECRET": "x" * 20}
    ran = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == loaded, ran.stderr
