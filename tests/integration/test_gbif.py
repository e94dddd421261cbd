"""GBIF over HTTP: each name is requested only once, and outages do no harm."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from shared.animals import gbif
from shared.animals.names import resolve_name
from shared.settings import settings
from tests.unit.test_gbif import LION


class FakeGbif(ThreadingHTTPServer):
    """A server that answers every request with the lion, and records the requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.request: list[str] = []
        self.status = 200


class _Handler(BaseHTTPRequestHandler):
    server: FakeGbif

    def do_GET(self) -> None:
        self.server.request.append(self.path)
        body = json.dumps(LION).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(project: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGbif]:
    monkeypatch.setattr(gbif, "breaker", gbif.CircuitBreaker())
    with FakeGbif() as fake:
        Thread(target=fake.serve_forever, daemon=True).start()
        monkeypatch.setenv("GBIF_URL", f"http://127.0.0.1:{fake.server_port}")
        settings.cache_clear()
        yield fake
        fake.shutdown()


def test_an_unknown_name_is_asked_once_and_kept(server: FakeGbif) -> None:
    for _ in range(3):
        result = resolve_name("Leoninus novus")
        assert result is not None
        assert result.scientific_name == "Panthera leo"
    assert server.request == ["/v2/species/match?scientificName=Leoninus+novus&kingdom=Animalia"]


def test_an_outage_leaves_the_name_unknown_and_after_three_nobody_asks(server: FakeGbif) -> None:
    server.status = 503
    for name in ("Leoninus unus", "Leoninus duus", "Leoninus treus", "Leoninus quattus", "Leoninus quintus"):
        assert resolve_name(name) is None
    assert len(server.request) == 3


def test_a_known_name_asks_nobody(server: FakeGbif) -> None:
    resolve_name("Puma concolor")
    assert server.request == []
