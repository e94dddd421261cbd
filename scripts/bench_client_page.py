"""Measure the time to the client's first screen, and frame times while a photograph of 25 MB is uploaded.

python -m scripts.bench_client_page

In Chromium on loopback, against the local cloud, beside the design's goals. A start is measured in a browser to which
nothing is attached until it is over: an inspector slows down each file that the engine looks for in vain. Chromium
draws on the CPU: a machine with a graphics card is faster, and what a frame takes is mostly drawing. So a small
photograph is sent, too: what that takes is not due to the upload. Needs Chromium and `make client`.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from localcloud.prerequisites import MissingProgramError
from localcloud.processes import Processes
from localcloud.stack import Stack
from scripts import get_chromium
from shared.vision.models import MAX_UPLOAD_BYTES
from tests.client.browser import DESKTOP_LIGHT, FLAGS, KEPT_FOR_LATER, Client, chromium, opened
from tests.client.player import have_account, open_camera

GOAL_SECONDS = {"cold": 5, "warm": 2}
GOAL_FRAME_MS = 100
ROUNDS = 3
VISITS = 5  # Chromium has kept the engine's compiled code from the third on
FIRST_SCREEN = "performance.getEntriesByName('first screen')[0]?.startTime"
SIDES = {"small": 200, "large": 2850}  # pixels of noise; the large one makes a JPEG of about 24 MB
RECORD_FRAMES = """() => {
  globalThis.longestFrame = 0;
  let last = performance.now();
  const note = (now) => {
    globalThis.longestFrame = Math.max(globalThis.longestFrame, now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}"""


@contextmanager
def started(executable: Path, folder: Path, url: str) -> Iterator[Page]:
    """A page of a browser whose profile is in a folder: nothing was attached to it until its address was a screen's."""
    profile = folder / "profile"
    address = profile / "DevToolsActivePort"
    address.unlink(missing_ok=True)
    options = ("--headless", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={profile}")
    with Processes(folder / "logs") as processes, sync_playwright() as playwright:
        processes.start("chromium", [str(executable), *FLAGS, *options, url], {}, folder)
        processes.wait_until("Chromium", lambda: address.exists() and bool(address.read_text()))
        inspector = f"http://127.0.0.1:{address.read_text().splitlines()[0]}"
        processes.wait_until("The client", lambda: "#/" in requests.get(f"{inspector}/json/list", timeout=10).text)
        yield playwright.chromium.connect_over_cdp(inspector).contexts[0].pages[0]


def measure_start(executable: Path, folder: Path, url: str) -> float:
    """Return the seconds until the first screen is drawn, once the next start needs no connection."""
    with started(executable, folder, url) as page:
        page.wait_for_function(FIRST_SCREEN)
        page.evaluate(KEPT_FOR_LATER)
        return float(page.evaluate(FIRST_SCREEN)) / 1000


def measure_visits(executable: Path, url: str) -> list[float]:
    """Return the seconds of each start of a browser that is new and then closed and opened again."""
    with tempfile.TemporaryDirectory() as folder:
        return [measure_start(executable, Path(folder), url) for _ in range(VISITS)]


def report_starts(executable: Path, url: str) -> None:
    """Print the least of some rounds, which the rest of the machine disturbed least, for each visit."""
    rounds = [measure_visits(executable, url) for _ in range(ROUNDS)]
    cold, *warm = (min(visits) for visits in zip(*rounds, strict=True))
    print(f"first screen, cold: {cold:.1f} s (goal {GOAL_SECONDS['cold']})")
    again = ", ".join(f"{one:.1f}" for one in warm)
    print(f"first screen, opened again and again: {again} s (goal {GOAL_SECONDS['warm']})")


def measure_frame(client: Client, photo: Path) -> float:
    """Return the longest frame in ms while a photograph is sent."""
    have_account(client)
    open_camera(client)
    client.choose_photo(photo)
    client.see("Find its name", "Button")
    client.page.evaluate(RECORD_FRAMES)
    with client.page.expect_response(lambda response: response.request.method == "PUT", timeout=120_000):
        client.click("Find its name", "Button")
    return float(client.page.evaluate("longestFrame"))


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
        with chromium(executable) as browser:
            for name, side in SIDES.items():
                photo = noise(Path(folder) / f"{name}.jpg", side)
                with opened(browser, stack.url, DESKTOP_LIGHT) as client:
                    longest = measure_frame(client, photo)
                size = photo.stat().st_size / 1e6
                print(f"longest frame while {size:.1f} MB are sent: {longest:.0f} ms (goal {GOAL_FRAME_MS})")


if __name__ == "__main__":
    main()
