"""Originals of 25 MB at an instance's full concurrency, within the memory that the plan gives it."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, NamedTuple

import pytest
import requests

from localcloud.prerequisites import ROOT
from localcloud.stack import Stack
from shared.cloud import storage
from shared.settings import settings
from shared.vision import media
from shared.vision.models import MAX_UPLOAD_BYTES
from tests.integration.conftest import Player
from tests.integration.test_dex import add, completed_job

pytestmark = pytest.mark.timeout(300)
MIB = 2**20
LIMITED = 'echo $$ > "$1"; ulimit -d "$2"; shift 2; exec "$@"'
A_BIT = 64 * 1024
LARGEST = os.urandom(MAX_UPLOAD_BYTES)


class Plan(NamedTuple):
    """The memory (bytes) and concurrency that the plan gives an instance of the function."""

    memory: int
    at_once: int


class Instance(NamedTuple):
    """The function in its own processes."""

    url: str
    pid: int
    log: Path

    def get(self, player: Player, path: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {player.token}"}
        return requests.get(self.url + path, headers=headers, stream=True, timeout=60)

    def peak(self) -> int:
        """Return the sum of its processes' peak memory; the peaks may not coincide, and shared pages count twice."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_peak(Path(f"/proc/{pid}/status")) for pid in (self.pid, *children))


def _peak(status: Path) -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    assert found
    return int(found[1]) * 1024


@pytest.fixture(scope="module")
def plan() -> Plan:
    text = (ROOT / "terraform/functions.tf").read_text()
    found = re.search(r'dex += \{ memory = "(\d+)Mi", concurrency = (\d+)', text)
    assert found
    return Plan(int(found[1]) * MIB, int(found[2]))


@pytest.fixture
def instance(project: str, plan: Plan, tmp_path: Path) -> Iterator[Instance]:
    """The function as Cloud Run serves it, failing beyond the planned memory."""
    served, pid = Stack(tmp_path), tmp_path / "pid"
    serving = served.serving("dex", "functions/dex/main.py")
    limited = ["sh", "-c", LIMITED, "sh", str(pid), str(plan.memory // 1024), *serving]
    with served.processes:
        served.processes.start("dex", limited, {"THREADS": str(plan.at_once), "PYTHONPATH": str(ROOT)}, ROOT)
        served.wait_for_function("dex")
        yield Instance(served.function_urls["dex"], int(pid.read_text()), served.processes.logs / "dex.log")


@pytest.fixture
def entry(player: Player) -> Any:
    """An entry whose photograph has the maximum size."""
    job_id = completed_job(player.uid)
    storage.write(settings().media_bucket, f"{media.folder(job_id)}original", LARGEST, "image/jpeg")
    return add(player, job_id).get_json()


def test_originals_for_slow_readers_fit_into_the_memory_of_an_instance(
    player: Player, plan: Plan, instance: Instance, entry: Any
) -> None:
    all_have_begun = Barrier(plan.at_once, timeout=60)

    def fetch(_: int) -> bytes:
        with instance.get(player, entry["pictures"][0]["original_url"]) as response:
            pieces = response.iter_content(A_BIT)
            fetched = bytearray(next(pieces))
            all_have_begun.wait()
            fetched += b"".join(pieces)
            return bytes(fetched)

    with ThreadPoolExecutor(plan.at_once) as pool:
        for _ in pool.map(lambda _: instance.get(player, entry["thumbnail_url"]), range(plan.at_once)):
            pass  # what is loaded once is loaded
        idle = instance.peak()
        fetched = list(pool.map(fetch, range(plan.at_once)))
    assert fetched == [LARGEST] * plan.at_once
    assert instance.peak() <= plan.memory
    assert instance.peak() - idle < 2 * len(LARGEST), "Photographs are held whole."


def test_a_client_can_tell_that_an_original_was_broken_off(player: Player, instance: Instance, entry: Any) -> None:
    original = entry["pictures"][0]["original_url"]
    response = instance.get(player, original)
    (name,) = [one for one in storage.names(settings().media_bucket) if one.endswith("original")]
    storage.delete(settings().media_bucket, name)
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        assert response.content
    assert instance.get(player, original).status_code == 404
    assert "picture_broken_off" in instance.log.read_text()
