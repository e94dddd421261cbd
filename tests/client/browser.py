"""The client in a real browser, driven by what it says is on its canvas."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
START_SECONDS = 120
WAIT_SECONDS = 60
IS_STARTED = "document.getElementById('loader')?.classList.contains('done')"


def program() -> str | None:
    """Return the Chromium of this machine, if it has one."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@contextmanager
def chromium(executable: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


class Client:
    """A page with the client in it, and everything that went wrong there."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.url = url
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, fragment: str = "") -> None:
        self.page.goto(f"{self.url}/?outline{fragment}")
        self.wait_for_start()

    def reload(self) -> None:
        self.page.reload()
        self.wait_for_start()

    def wait_for_start(self) -> None:
        self.until(lambda: bool(self.page.evaluate(IS_STARTED)), "the first screen is drawn", START_SECONDS)

    def outline(self) -> list[dict[str, Any]]:
        """Return the visible controls, in reading order."""
        controls: list[dict[str, Any]] = self.page.evaluate("biologidex.outline()")
        return controls

    def find(self, name: str, *kinds: str) -> dict[str, Any] | None:
        """Return the last control of that name, or whose name begins with it, that can be used."""
        found = [one for one in self.outline() if one["name"].startswith(name) and not one["disabled"]]
        found = [one for one in found if not kinds or one["kind"] in kinds]
        exact = [one for one in found if one["name"] == name]
        return next(reversed(exact or found), None)

    def see(self, name: str, *kinds: str) -> dict[str, Any]:
        """Wait until a control is there, and return it when it has come to rest."""
        give_up = time.monotonic() + WAIT_SECONDS
        before = None
        while time.monotonic() < give_up:
            control = self.find(name, *kinds)
            if control and before and (control["x"], control["y"]) == (before["x"], before["y"]):
                return control
            before = control
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{name!r} is not there, but {[one['name'] for one in self.outline()]}")

    def until(self, holds: Callable[[], bool], what: str, seconds: float = WAIT_SECONDS) -> None:
        give_up = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < give_up, what
            self.page.wait_for_timeout(100)

    def click(self, name: str, *kinds: str) -> None:
        control = self.see(name, *kinds)
        self.page.mouse.click(control["x"], control["y"])

    def fill(self, name: str, text: str) -> None:
        """Type into a field. The engine takes keys once a frame, clicks at once: each is waited for."""
        self.click(name, "LineEdit")
        self.until(lambda: self._field(name).get("focused", False), f"{name} has the focus")
        before = self._field(name)["length"]
        self.page.keyboard.type(text)
        self.until(lambda: self._field(name).get("length") == before + len(text), f"{name} has the text")

    def _field(self, name: str) -> dict[str, Any]:
        return self.find(name, "LineEdit") or {}

    def choose_photo(self, path: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.click("Choose a photo", "Button")
        chooser.value.set_files(path)

    @property
    def fragment(self) -> str:
        fragment: str = self.page.evaluate("location.hash")
        return fragment

    def reach(self, fragment: str) -> None:
        """Wait until the address has a fragment that begins so."""
        self.until(lambda: self.fragment.startswith(fragment), f"{fragment} is reached, not {self.fragment}")
