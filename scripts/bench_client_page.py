"""Measure the time to the client's first screen, and frame times while a photograph of 25 MB is uploaded.

python -m scripts.bench_client_page

In Chromium on loopback, against the local cloud, beside the design's goals. It draws on the CPU: a machine with a
graphics card is faster. Needs Chromium and the exported client (`make client`).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from localcloud.stack import Stack
from scripts import get_chromium
from scripts.programs import MissingProgramError
from shared.vision.models import MAX_UPLOAD_BYTES
from tests.client.browser import DESKTOP_LIGHT, Client, chromium, opened
from tests.client.player import have_account, open_camera

GOAL_SECONDS = {"cold": 5, "warm": 2}
GOAL_FRAME_MS = 100
ROUNDS = 3
SIDE = 2850  # pixels of noise, which make a JPEG of about 24 MB
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
TAKE_LONGEST = "() => { const longest = globalThis.longestFrame; globalThis.longestFrame = 0; return longest; }"
REST_MS = 3000


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


def measure_frames(client: Client, photo: Path) -> dict[str, float]:
    """Return the longest frame in ms: on the camera's screen at rest, and while a photograph is sent."""
    have_account(client)
    open_camera(client)
    client.choose_photo(photo)
    client.see("Find its name", "Button")
    client.page.evaluate(RECORD_FRAMES)
    client.page.wait_for_timeout(REST_MS)
    at_rest = float(client.page.evaluate(TAKE_LONGEST))
    with client.page.expect_request_finished(lambda request: request.method == "PUT", timeout=120_000):
        client.click("Find its name", "Button")
    return {"at rest": at_rest, "while it is sent": float(client.page.evaluate(TAKE_LONGEST))}


def noise(path: Path) -> Path:
    """Write a photograph that is nearly as large as one may be."""
    size = (SIDE, SIDE)
    Image.frombytes("RGB", size, os.urandom(3 * SIDE * SIDE)).save(path, quality=97, subsampling=0)
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
        photo = noise(Path(folder) / "noise.jpg")
        with opened(browser, stack.url, DESKTOP_LIGHT) as client:
            for kind, longest in measure_frames(client, photo).items():
                print(f"longest frame, {kind}: {longest:.0f} ms (goal {GOAL_FRAME_MS})")
            print(f"photograph of {photo.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
