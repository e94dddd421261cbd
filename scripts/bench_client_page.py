"""Measure the time to the client's first screen, and how long an upload of 24 MB keeps the page busy at a time.

python -m scripts.bench_client_page

In Chromium on loopback, against the local cloud, beside the design's goals. A start is measured in a tab to which
nothing is attached until it is over: an inspector slows down each file that the engine looks for in vain. Chromium
draws on the processor here, in another process, and the page waits for it: what a frame takes is mostly drawing, so the
time that the page itself is busy tells whether the upload blocks anything. Needs Chromium and `make client`.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import requests
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from localcloud.prerequisites import MissingProgramError
from localcloud.processes import Processes
from localcloud.stack import Stack
from scripts import get_chromium
from shared.vision.models import MAX_UPLOAD_BYTES
from tests.client.browser import DESKTOP_LIGHT, FLAGS, KEPT_FOR_LATER, Client, chromium, opened
from tests.client.player import have_account, open_camera

GOAL_SECONDS = {"cold": 5, "warm": 2}
GOAL_BUSY_MS = 100
ROUNDS = 3
VISITS = 5  # Chromium has kept the engine's compiled code from the third on
FIRST_SCREEN = "performance.getEntriesByName('first screen')[0]?.startTime"
SIDE = 2850  # pixels of noise, which make a JPEG of about 24 MB
UPLOAD_RATE = 5_000_000  # bytes a second; without a limit the photograph would be sent within a few frames
TRACED = ("toplevel", "devtools.timeline")  # the tasks of each thread, and the frames of the page
PAGE_THREAD = "CrRendererMain"
TASK, FRAME = "ThreadControllerImpl::RunTask", "FireAnimationFrame"


class RunningBrowser(NamedTuple):
    """A browser, and the address at which it takes commands."""

    processes: Processes
    url: str


@contextmanager
def running(executable: Path, folder: Path) -> Iterator[RunningBrowser]:
    """A browser that has never been anywhere."""
    address = folder / "profile" / "DevToolsActivePort"
    options = ("--headless", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={folder / 'profile'}")
    with Processes(folder / "logs") as processes:
        processes.start("chromium", [str(executable), *FLAGS, *options, "about:blank"], {}, folder)
        processes.wait_until("Chromium", lambda: address.exists() and bool(address.read_text()))
        yield RunningBrowser(processes, f"http://127.0.0.1:{address.read_text().splitlines()[0]}")


def measure_start(browser: RunningBrowser, url: str) -> float:
    """Return the seconds until the first screen is drawn in a new tab, once the next start needs no connection.

    Nothing is attached to the tab until its address is a screen's.
    """
    tab = requests.put(f"{browser.url}/json/new?{url}", timeout=10).json()["id"]
    tabs = f"{browser.url}/json/list"
    browser.processes.wait_until("The client", lambda: "#/" in requests.get(tabs, timeout=10).text)
    with sync_playwright() as playwright:
        pages = playwright.chromium.connect_over_cdp(browser.url).contexts[0].pages
        page = next(page for page in pages if page.url.startswith(url))
        browser.processes.wait_until("The first screen", lambda: bool(page.evaluate(FIRST_SCREEN)))
        page.evaluate(KEPT_FOR_LATER)
        seconds = float(page.evaluate(FIRST_SCREEN)) / 1000
    requests.get(f"{browser.url}/json/close/{tab}", timeout=10)
    return seconds


def measure_visits(executable: Path, url: str) -> list[float]:
    """Return the seconds of each start in a browser that is new, its tab closed and opened again."""
    with tempfile.TemporaryDirectory() as folder, running(executable, Path(folder)) as browser:
        return [measure_start(browser, url) for _ in range(VISITS)]


def report_starts(executable: Path, url: str) -> None:
    """Print the least of some rounds, which the rest of the machine disturbed least, for each visit."""
    rounds = [measure_visits(executable, url) for _ in range(ROUNDS)]
    cold, *warm = (min(visits) for visits in zip(*rounds, strict=True))
    print(f"first screen, cold: {cold:.1f} s (goal {GOAL_SECONDS['cold']})")
    again = ", ".join(f"{one:.1f}" for one in warm)
    print(f"first screen, opened again and again: {again} s (goal {GOAL_SECONDS['warm']})")


def trace_upload(browser: Browser, client: Client, photo: Path, trace: Path) -> None:
    """Record what Chromium does while a photograph is sent, from the moment that a player says so."""
    have_account(client)
    open_camera(client)
    client.choose_photo(photo)
    client.see("Find its name", "Button")
    network = client.page.context.new_cdp_session(client.page)
    rates = {"uploadThroughput": UPLOAD_RATE, "downloadThroughput": -1}
    network.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, **rates})
    browser.start_tracing(page=client.page, path=trace, categories=list(TRACED))
    with client.page.expect_response(lambda response: response.request.method == "PUT", timeout=120_000):
        client.click("Find its name", "Button")
    browser.stop_tracing()


def page_events(trace: Path) -> list[dict[str, Any]]:
    """Return what happened on the page's thread."""
    events = json.loads(trace.read_bytes())["traceEvents"]
    named = {(one["pid"], one["tid"]): one["args"]["name"] for one in events if one["name"] == "thread_name"}
    return [one for one in events if named.get((one["pid"], one["tid"])) == PAGE_THREAD]


def durations(events: list[dict[str, Any]], name: str, clock: str) -> list[float]:
    """Return the ms of each event of a name: as it waits and runs (`dur`), or runs (`tdur`)."""
    return [one[clock] / 1000 for one in events if one["name"] == name and clock in one]


def report_upload(executable: Path, url: str, folder: Path) -> None:
    """Print how long the page is busy at a time while a photograph is sent, and how long its frames take to draw."""
    photo, trace = noise(folder / "photo.jpg", SIDE), folder / "trace.json"
    with chromium(executable) as browser, opened(browser, url, DESKTOP_LIGHT) as client:
        trace_upload(browser, client, photo, trace)
    events = page_events(trace)
    busy, frames = durations(events, TASK, "tdur"), durations(events, FRAME, "dur")
    sent = f"while {photo.stat().st_size / 1e6:.0f} MB are sent"
    print(f"{sent}, the page is busy for at most {max(busy):.0f} ms at a time (goal {GOAL_BUSY_MS})")
    print(f"{sent}, {len(frames)} frames are drawn in {median(frames):.0f} ms each, at most {max(frames):.0f} ms")


def noise(path: Path, side: int) -> Path:
    """Write a photograph that hardly compresses."""
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(path, quality=97, subsampling=0)
    if path.stat().st_size > MAX_UPLOAD_BYTES:
        raise ValueError(f"The photograph has {path.stat().st_size} bytes")
    return path


def main() -> None:
    try:
        executable = get_chromium.get()
    except MissingProgramError as missing:
        sys.exit(str(missing))
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        report_starts(executable, stack.url)
        report_upload(executable, stack.url, Path(folder))


if __name__ == "__main__":
    main()
