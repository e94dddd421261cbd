"""Measure the time to the client's first screen, and frame times while a photograph of 25 MB is uploaded.

python -m scripts.bench_client_page

In Chromium on loopback, against the local cloud, beside the design's goals. It draws on the CPU: a machine with a
graphics card is faster, and what a frame takes is mostly drawing. So a small photograph is sent, too: what that takes
is not due to the upload. Needs Chromium and the exported client (`make client`).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from localcloud.prerequisites import MissingProgramError
from localcloud.stack import Stack
from scripts import get_chromium
from shared.vision.models import MAX_UPLOAD_BYTES
from tests.client.browser import DESKTOP_LIGHT, Client, chromium, opened
from tests.client.player import have_account, open_camera

GOAL_SECONDS = {"cold": 5, "warm": 2}
GOAL_FRAME_MS = 100
ROUNDS = 3
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


def seconds(act: Callable[[], None]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure_start(browser: Browser, url: str) -> dict[str, float]:
    """Return the seconds until the first screen: of a browser that was never there, and of one that was."""
    with opened(browser, url, DESKTOP_LIGHT) as client:
        cold = seconds(client.open)
        client.wait_until_kept()
        return {"cold": cold, "warm": seconds(client.reload)}


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
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack, chromium(executable) as browser:
        starts = [measure_start(browser, stack.url) for _ in range(ROUNDS)]
        for kind, goal in GOAL_SECONDS.items():
            print(f"first screen, {kind}: {min(one[kind] for one in starts):.1f} s (goal {goal})")
        for name, side in SIDES.items():
            photo = noise(Path(folder) / f"{name}.jpg", side)
            with opened(browser, stack.url, DESKTOP_LIGHT) as client:
                longest = measure_frame(client, photo)
            size = photo.stat().st_size / 1e6
            print(f"longest frame while {size:.1f} MB are sent: {longest:.0f} ms (goal {GOAL_FRAME_MS})")


if __name__ == "__main__":
    main()
