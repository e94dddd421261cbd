"""The local cloud's own parts."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
import requests
from google.cloud.tasks_v2 import types
from rich.console import Console

from localcloud import prerequisites, processes
from localcloud.event_bridge import cloud_event
from localcloud.processes import ProcessDiedError, Processes
from localcloud.scheduler import Scheduler
from localcloud.stack import PortInUseError, Stack
from localcloud.tasks.queue import backoff
from scripts import demo

ROOT = Path(__file__).parents[2]


def test_backoff_doubles_then_grows_linearly_up_to_its_limit() -> None:
    retry = types.RetryConfig(min_backoff=timedelta(seconds=10), max_backoff=timedelta(seconds=300), max_doublings=3)
    pauses = [backoff(retry, attempts).total_seconds() for attempts in range(1, 9)]
    assert pauses == [10, 20, 40, 80, 160, 240, 300, 300]  # the example in Cloud Tasks' own reference


def test_housekeeping_is_called_when_it_is_due_and_a_failure_is_no_end() -> None:
    moments = iter((0.0, 9.0, 10.0, 15.0, 20.0, 3600.0))
    scheduler = Scheduler("http://h", "scheduler@example.org", clock=lambda: next(moments))
    called = []
    with patch("localcloud.scheduler.requests.post", side_effect=requests.ConnectionError("down")) as post:
        for _ in range(5):
            scheduler.call_what_is_due()
            called.append([call.args[0] for call in post.call_args_list])
            post.reset_mock()
    assert called == [[], ["http://h/requests"], [], ["http://h/requests"], ["http://h/requests", "http://h/"]]


def test_a_storage_notification_becomes_eventarcs_event() -> None:
    attributes = {"bucketId": "uploads", "objectId": "job1", "eventType": "OBJECT_FINALIZE"}
    message = {
        "attributes": attributes,
        "messageId": "7",
        "publishTime": "2026-01-01T00:00:00Z",
        "data": "eyJuYW1lIjoiam9iMSJ9",
    }
    headers, data = cloud_event(message)
    assert headers["ce-type"] == "google.cloud.storage.object.v1.finalized"
    assert (headers["ce-subject"], data) == ("objects/job1", b'{"name":"job1"}')


def test_a_process_that_ends_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        processes.start("broken", [sys.executable, "-c", "raise SystemExit('no such luck')"], {}, ROOT)
        with pytest.raises(ProcessDiedError, match=r"broken ended with status 1:\nno such luck"):
            processes.wait_until("broken", lambda: False)


STARTER = """
import sys, time
from pathlib import Path
from localcloud.prerequisites import ROOT
from localcloud.processes import Processes, obey_signals

obey_signals()
deaf = "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
deaf += "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
deaf += "print('up', flush=True); time.sleep(600)"
with Processes(Path(sys.argv[1])) as processes:
    processes.start("deaf", [sys.executable, "-c", deaf], {}, ROOT)
    processes.wait_until("deaf", lambda: "up" in Path(sys.argv[1], "deaf.log").read_text())
    print(processes._children[0].process.pid, flush=True)
    time.sleep(600)
"""


def group_is_there(group: int) -> bool:
    """Return whether any process of a group is running."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = status.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            return True
    return False


@pytest.mark.parametrize(
    "signals",
    [
        [signal.SIGINT, signal.SIGINT],
        [signal.SIGTERM, signal.SIGINT],
        [signal.SIGHUP, signal.SIGTERM],
        [signal.SIGKILL],
    ],
)
@pytest.mark.parametrize("ignored", [False, True])
def test_however_it_ends_nothing_is_left_running(signals: list[signal.Signals], ignored: bool, tmp_path: Path) -> None:
    """A child that does not hear SIGTERM, with a child of its own; started as by a shell in the background, or not."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    try:
        command = [sys.executable, "-c", STARTER, str(tmp_path)]
        starter = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        assert starter.stdout
        group = int(starter.stdout.readline())
        assert group_is_there(group)
        for number, sign in enumerate(signals):
            starter.send_signal(sign)
            if number < len(signals) - 1:
                with pytest.raises(subprocess.TimeoutExpired):
                    starter.wait(0.5)  # it waits for the child that does not hear
        starter.wait(30)
        give_up = time.monotonic() + 30
        while group_is_there(group):
            assert time.monotonic() < give_up
            time.sleep(0.05)
    finally:
        starter.kill()


def test_every_photograph_has_its_row_also_when_one_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    def identify(_: object, photo: Path, *__: object) -> demo.Row:
        if photo.stem == "hangs":
            raise TimeoutError("job 7 is still converting after 300 s")
        if photo.stem == "refused":
            raise RuntimeError("POST /vision/jobs: 503")
        return demo.Row(photo.name, "completed")

    monkeypatch.setattr(demo, "identify", identify)
    photos = [Path("first.jpg"), Path("hangs.jpg"), Path("refused.jpg"), Path("last.jpg")]
    rows = demo.identify_all(demo.Api("http://nowhere"), photos, Console(file=StringIO()))
    assert [(row.photo, row.status) for row in rows] == [
        ("first.jpg", "completed"),
        ("hangs.jpg", "unfinished"),
        ("refused.jpg", "unfinished"),
        ("last.jpg", "completed"),
    ]
    assert "still converting" in str(rows[1].detail)


def test_nobody_is_given_a_port_twice_even_by_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    two_blocks = range(32_000, 32_000 + 2 * processes.PORTS_AT_ONCE)  # none of those that stacks take
    ask = f"from localcloud import processes; processes.PORTS = {two_blocks}; print(processes.free_port(), flush=True)"
    command = [sys.executable, "-c", f"{ask}; input()"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        theirs = int(other.stdout.readline())
        monkeypatch.setattr(processes, "PORTS", two_blocks)
        processes._own_ports.cache_clear()
        mine = [processes.free_port() for _ in range(processes.PORTS_AT_ONCE - 1)]
        other.communicate("")
    assert len(set(mine)) == len(mine)
    assert {port // processes.PORTS_AT_ONCE for port in mine}.isdisjoint({theirs // processes.PORTS_AT_ONCE})


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} is in use"):
            Stack(tmp_path, web_port=port)


@pytest.mark.parametrize(
    ("find", "sentence"),
    [
        (prerequisites.java, "Java 17 or newer is missing: install it"),
        (prerequisites.node, "Node.js 20 or newer is missing: install it"),
        (prerequisites.firestore_jar, "gcloud components install cloud-firestore-emulator"),
        (prerequisites.pubsub_jar, "gcloud components install pubsub-emulator"),
    ],
)
def test_what_is_missing_is_asked_for(
    find: Callable[[], object], sentence: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(prerequisites, "USUAL_SDK_ROOTS", (tmp_path,))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with pytest.raises(prerequisites.MissingProgramError, match=sentence):
        find()


@pytest.mark.parametrize(("python", "status"), [(sys.executable, 0), ("/nonexistent", 1)])
def test_make_finds_a_python_or_says_what_to_install(python: str, status: int, tmp_path: Path) -> None:
    environment = {"PYTHON": python, "PATH": "/nonexistent", "HOME": str(tmp_path)}
    result = subprocess.run(
        ["/bin/bash", ROOT / "scripts/find_python"], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == status
    assert result.stdout.strip() == (python if status == 0 else "")
    assert status == 0 or result.stderr.startswith("No Python 3.13 or 3.12 was found: install one")
