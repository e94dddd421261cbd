"""The Cloud Tasks server through Google's own client, as far as the product relies on it."""

import time
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import grpc
import pytest
from google.api_core.exceptions import AlreadyExists, InvalidArgument, NotFound
from google.cloud import tasks_v2
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport
from google.protobuf.duration_pb2 import Duration

from localcloud.prerequisites import ROOT
from localcloud.processes import Processes, free_port, listens

PARENT = "projects/demo/locations/us-central1"


class Target(ThreadingHTTPServer):
    """A server that records requests and responds with the given statuses, then 200."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[float, dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Target

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.server.requests.append((time.monotonic(), headers, body))
        status, extra = self.server.answers.pop(0) if self.server.answers else (200, {})
        self.send_response(status)
        for key, value in {**extra, "Content-Length": "0"}.items():
            self.send_header(key, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def target() -> Iterator[Target]:
    with Target() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def connect(port: int) -> tasks_v2.CloudTasksClient:
    return tasks_v2.CloudTasksClient(
        transport=CloudTasksGrpcTransport(channel=grpc.insecure_channel(f"127.0.0.1:{port}"))
    )


def start(processes: Processes, data: Path) -> tasks_v2.CloudTasksClient:
    import sys

    port = free_port()
    command = [sys.executable, "-m", "localcloud.tasks", str(port), "--data", str(data)]
    processes.start("tasks", command, {}, ROOT)
    processes.wait_until("tasks", listens(port))
    return connect(port)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tasks_v2.CloudTasksClient]:
    folder = tmp_path_factory.mktemp("tasks")
    with Processes(folder) as processes:
        yield start(processes, folder / "tasks.json")


def new_queue(client: tasks_v2.CloudTasksClient, **retry: Any) -> str:
    name = f"{PARENT}/queues/{uuid.uuid4().hex}"
    defaults = {"min_backoff": Duration(nanos=50_000_000), "max_attempts": 5}
    client.create_queue(parent=PARENT, queue={"name": name, "retry_config": {**defaults, **retry}})
    return name


def task(target: Target, **fields: Any) -> dict[str, Any]:
    request = {"http_method": "POST", "url": target.url, "body": b"{}"}
    return {"http_request": request, **fields}


def until(check: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not check() and time.monotonic() < deadline:
        time.sleep(0.01)
    return check()


def done(client: tasks_v2.CloudTasksClient, queue: str) -> bool:
    return until(lambda: not list(client.list_tasks(parent=queue)))


def test_a_task_is_delivered_with_its_token_and_headers(client: tasks_v2.CloudTasksClient, target: Target) -> None:
    queue = new_queue(client)
    made = task(target, name=f"{queue}/tasks/one")
    made["http_request"]["oidc_token"] = {"service_account_email": "t@x", "audience": "aud"}
    client.create_task(parent=queue, task=made)
    assert done(client, queue)
    _, headers, body = target.requests[0]
    assert (headers["x-cloudtasks-taskname"], headers["x-cloudtasks-taskretrycount"], body) == ("one", "0", b"{}")
    assert headers["authorization"].startswith("Bearer ")


def test_a_name_is_taken_once_even_after_the_task_is_done(client: tasks_v2.CloudTasksClient, target: Target) -> None:
    queue = new_queue(client)
    named = task(target, name=f"{queue}/tasks/one")
    client.create_task(parent=queue, task=named)
    assert done(client, queue)
    with pytest.raises(AlreadyExists):
        client.create_task(parent=queue, task=named)
    assert len(target.requests) == 1


def test_a_failed_delivery_is_tried_again_with_growing_pauses(
    client: tasks_v2.CloudTasksClient, target: Target
) -> None:
    queue = new_queue(client, min_backoff=Duration(nanos=200_000_000))
    target.answers = [(500, {}), (500, {})]
    client.create_task(parent=queue, task=task(target))
    assert done(client, queue)
    times = [at for at, _, _ in target.requests]
    assert times[1] - times[0] >= 0.2
    assert times[2] - times[1] >= 0.4
    assert [headers["x-cloudtasks-taskretrycount"] for _, headers, _ in target.requests] == ["0", "1", "2"]


def test_retry_after_is_obeyed(client: tasks_v2.CloudTasksClient, target: Target) -> None:
    queue = new_queue(client)
    target.answers = [(503, {"Retry-After": "1"})]
    client.create_task(parent=queue, task=task(target))
    assert done(client, queue)
    assert target.requests[1][0] - target.requests[0][0] >= 1


def test_after_the_last_attempt_the_task_is_gone(client: tasks_v2.CloudTasksClient, target: Target) -> None:
    queue = new_queue(client, max_attempts=2)
    target.answers = [(500, {})] * 9
    client.create_task(parent=queue, task=task(target))
    assert done(client, queue)
    assert len(target.requests) == 2


def test_a_paused_queue_waits(client: tasks_v2.CloudTasksClient, target: Target) -> None:
    queue = new_queue(client)
    client.pause_queue(name=queue)
    client.create_task(parent=queue, task=task(target))
    assert len(list(client.list_tasks(parent=queue))) == 1
    assert target.requests == []
    client.resume_queue(name=queue)
    assert done(client, queue)


def test_what_google_refuses_is_refused(client: tasks_v2.CloudTasksClient, target: Target) -> None:
    queue = new_queue(client)
    with pytest.raises(NotFound):
        client.create_task(parent=f"{PARENT}/queues/none", task=task(target))
    with pytest.raises(AlreadyExists):
        client.create_queue(parent=PARENT, queue={"name": queue})
    large = task(target)
    large["http_request"]["body"] = b"x" * 1_100_000
    with pytest.raises(InvalidArgument):
        client.create_task(parent=queue, task=large)


def test_what_waits_outlives_a_restart(target: Target, tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        first = start(processes, tmp_path / "tasks.json")
        queue = new_queue(first)
        first.pause_queue(name=queue)
        first.create_task(parent=queue, task=task(target, name=f"{queue}/tasks/kept"))
    with Processes(tmp_path) as processes:
        second = start(processes, tmp_path / "tasks.json")
        assert done(second, queue)
    assert len(target.requests) == 1
