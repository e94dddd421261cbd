"""Measure the memory and CPU that each function uses for its usual work at full concurrency.

    python -m scripts.bench_functions > docs/resources.md

Each is served as in the cloud: functions-framework, one process with THREADS threads. Memory is the peak of all its
processes together, with shared pages counted once (Linux's Pss), plus its open temporary files, which are in memory on
Cloud Run. tests/terraform compares the plan's memory and time limits with the page.
"""

import os
import re
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from localcloud.emulators import SCHEDULER_ACCOUNT
from localcloud.processes import Processes
from localcloud.stack import Stack
from localcloud.tokens import authorization
from scripts.bench_images import SIZES, photograph
from scripts.demo import ENDED, Api
from scripts.reach import FUNCTIONS

TERRAFORM = Path(__file__).parents[1] / "terraform/functions.tf"
LIMITS = (
    "CHANGES_PER_MINUTE",
    "EXPORTS_PER_HOUR",
    "READS_PER_MINUTE",
    "REQUESTS_PER_MINUTE",
    "ROTATIONS_PER_HOUR",
    "SIGN_INS_PER_MINUTE",
    "SIGN_UPS_PER_HOUR",
    "SIGN_UPS_PER_HOUR_OF_NETWORK",
)
NAMES = ("Puma concolor", "Corvus corax", "Felis catus", "Bison bison", "Vulpes vulpes", "Ursus arctos")
ROUNDS = 5
EVERY_SECONDS = 0.02
PATIENCE_SECONDS = 300
TICK = os.sysconf("SC_CLK_TCK")
MIB = 2**20
HEAD = """# Resources

`python -m scripts.bench_functions > docs/resources.md` generates this page: each function is served as in the cloud and
does its usual work at full concurrency. Memory is the peak of all its processes (shared pages counted once) plus its
open temporary files, which are in memory on Cloud Run. Terraform ([functions.tf](../terraform/functions.tf)) must give
an instance {margin} times the memory, and a request the time in which one CPU does {margin} times the work of all
concurrent requests of an instance: tests/terraform compares them.

| function | work | at once | MiB idle | MiB peak | CPU s per request |
|---|---|---|---|---|---|"""
MARGIN = 1.3


@dataclass
class Work:
    """A workload: the function, a description, and how to run it."""

    name: str
    does: str
    ask: Callable[[int], object]
    rounds: int = ROUNDS


class Served(Stack):
    """A local cloud whose functions have as many threads as in the cloud, and no rate limits."""

    def start_function(self, name: str) -> None:
        self.environment.update(dict.fromkeys(LIMITS, "100000"), THREADS=str(concurrency()[name]))
        super().start_function(name)


def concurrency() -> dict[str, int]:
    """Return the concurrency that Terraform gives an instance of each function."""
    found = re.findall(r"^    (\w+) += \{ memory = .*concurrency = (\d+)", TERRAFORM.read_text(), re.MULTILINE)
    return {name: int(count) for name, count in found}


class Meter:
    """A meter of the memory and CPU of a function's processes."""

    def __init__(self, processes: Processes, function: str) -> None:
        self._group = processes.group(function)
        self.peak = 0.0

    def cpu_seconds(self) -> float:
        """Return the CPU time used so far, including children that have ended."""
        return sum(sum(map(int, fields[11:15])) for _, fields in self._processes()) / TICK

    def mib(self) -> float:
        """Return the memory in use, including open files that have no name."""
        files: dict[int, int] = {}
        total = 0
        for process, _ in self._processes():
            with suppress(OSError):  # a process may have ended
                total += 1024 * sum(map(int, re.findall(r"\nPss: +(\d+)", (process / "smaps_rollup").read_text())))
                files |= dict(_unnamed_files(process))
        return (total + sum(files.values())) / MIB

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Record the peak memory inside the block."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(EVERY_SECONDS):
                self.peak = max(self.peak, self.mib())

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _processes(self) -> Iterator[tuple[Path, list[str]]]:
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                if int(fields[2]) == self._group:
                    yield process, fields


def _unnamed_files(process: Path) -> Iterator[tuple[int, int]]:
    for opened in (process / "fd").iterdir():
        with suppress(OSError):
            if opened.readlink().name.endswith("(deleted)"):
                found = opened.stat()
                yield found.st_ino, found.st_blocks * 512


class People:
    """People with a few entries each, and their requests to the functions."""

    def __init__(self, stack: Stack, photo: Path) -> None:
        self.stack, self.photo = stack, photo
        self.jobs: dict[int, str] = {}
        self.apis = [Api(stack.url) for _ in range(max(concurrency().values()))]
        for api in self.apis:
            api.sign_in()
            for name in NAMES:
                api.call("POST", "/dex/entries", {"name": name, "caught_at": "2026-05-01T12:00:00Z"})

    def work(self) -> list[Work]:
        """Return the workloads: photographs first, since the others show them."""
        return [
            Work("convert_image", "photographs of 25 MP", self.photographs),
            Work("identify_animal", "the local model", self.photographs),
            Work("vision", "turning pictures", self.turn),
            Work("dex", "home, a page, an export, a picture", self.look_at_dex),
            Work("graph", "a tree, a poster", self.look_at_tree),
            Work("social", "summary, feed, leaderboard", self.look_around),
            Work("animals", "a search, the taxonomy", self.search),
            Work("auth", "a sign-up with its sign-in", lambda _: Api(self.stack.url).sign_in()),
            Work("housekeeping", "an hourly run", self.tidy),
        ]

    def photographs(self, number: int) -> None:
        api = self.apis[number]
        self.jobs[number] = job_id = api.upload(self.photo)
        until = time.monotonic() + PATIENCE_SECONDS
        while (job := api.call("GET", f"/vision/jobs/{job_id}"))["status"] not in ENDED:
            if time.monotonic() > until:
                raise TimeoutError(job["status"])
            time.sleep(0.2)
        named = {"animal_index": 0} if job["candidates"] else {"name": NAMES[0]}
        entry = {"job_id": job_id, "caught_at": "2026-05-02T12:00:00Z", **named}
        api.call("POST", "/dex/entries", entry, **{"Idempotency-Key": job_id})

    def turn(self, number: int) -> None:
        turns = 1 + secrets.randbelow(3)
        self.apis[number].call("POST", f"/vision/jobs/{self.jobs[number]}/rotate", {"quarter_turns": turns})

    def look_at_dex(self, number: int) -> None:
        number %= len(self.jobs)  # people with a photograph
        api = self.apis[number]
        api.call("GET", "/dex/home")
        page = api.call("GET", "/dex/entries/my_entries")
        self._read(number, "/api/v1/dex/export?audience=me")
        picture = next(one["pictures"][0] for one in page["items"] if one["pictures"])
        self._read(number, picture["dex_compatible_url"])

    def look_at_tree(self, number: int) -> None:
        self.apis[number].call("GET", "/graph/evolutionary-tree?mode=global")
        self._read(number, "/api/v1/graph/evolutionary-tree/export?mode=personal&format=svg")

    def look_around(self, number: int) -> None:
        for path in ("summary", "feed", "leaderboard"):
            self.apis[number].call("GET", f"/social/{path}")

    def search(self, number: int) -> None:
        self.apis[number].call("GET", "/animals?q=raven")
        self.apis[number].call("GET", "/taxonomy/search?q=corvus")

    def tidy(self, _: int) -> None:
        url = self.stack.function_urls["housekeeping"]
        requests.post(f"{url}/", headers=authorization(SCHEDULER_ACCOUNT, url), timeout=170).raise_for_status()

    def _read(self, number: int, path: str) -> None:
        api = self.apis[number]
        api.session.get(f"{api.url}{path}", timeout=60).raise_for_status()


def answered(stack: Stack, function: str) -> int:
    """Return the number of requests that a function has answered, from its log."""
    return (stack.processes.logs / f"{function}.log").read_text(errors="replace").count('"request_answered"')


def row(stack: Stack, work: Work) -> str:
    """Run a workload and return its row of the page."""
    at_once, meter = concurrency()[work.name], Meter(stack.processes, work.name)
    idle, began, before = meter.mib(), meter.cpu_seconds(), answered(stack, work.name)
    with meter.watching(), ThreadPoolExecutor(at_once) as pool:
        for _ in range(work.rounds):
            list(pool.map(work.ask, range(at_once)))
    seconds = (meter.cpu_seconds() - began) / (answered(stack, work.name) - before)
    return f"| `{work.name}` | {work.does} | {at_once} | {idle:.0f} | {meter.peak:.0f} | {seconds:.2f} |"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        photograph(SIZES["25 MP"]).save(photo, quality=92)
        with Served(Path(folder) / "work") as stack:
            people = People(stack, photo)
            rows = {work.name: row(stack, work) for work in people.work()}
    print("\n".join([HEAD.format(margin=MARGIN), *(rows[name] for name in FUNCTIONS)]))


if __name__ == "__main__":
    main()
