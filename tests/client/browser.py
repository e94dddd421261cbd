"""The client in a real browser, driven by what it says is on its canvas."""

import base64
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, sync_playwright

from scripts.build_site import ROOT

SITE = ROOT / "build/site"
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
KEPT_FOR_LATER = "navigator.serviceWorker.ready.then(() => true)"
# What Chromium itself prints, as an error, of an answer or a lost connection.
ANSWERED = "Failed to load resource: the server responded with a status of {status} ("
OFFLINE = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
# What the engine prints of a request that does not leave the device.
NOT_SENT = "TypeError: Failed to fetch"
FIELDS = ("LineEdit", "TextEdit")
MOST_TABS = 80
POLL_MILLISECONDS = 30
WHEEL = 240
FAILURE = ROOT / "build/shots/browser-failure.png"
IS_STARTED = "document.getElementById('loader')?.classList.contains('done')"
# The engine works once a frame: what it shows in the second one follows what has happened before.
FRAME_DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TWO_FRAMES = f"(async () => [biologidex.outline(), await {FRAME_DRAWN}, biologidex.outline()])()"
# At once: nothing moves between a look and a press, and no slow machine makes a press a hold.
PRESS = """({name, x, y}) => {
  const isThere = (one) => one.pointed_at && one.name === name && one.x === x && one.y === y;
  const target = document.elementFromPoint(x, y);
  if (target?.id !== "canvas" || !biologidex.outline().some(isThere)) return false;
  for (const kind of ["mousedown", "mouseup"]) {
    target.dispatchEvent(new MouseEvent(kind, { clientX: x, clientY: y, bubbles: true, cancelable: true }));
  }
  return true;
}"""
HAND_OVER = """({content, name, kind}) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: "image/webp" }));
  const made = kind === "drop"
    ? new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })
    : new ClipboardEvent("paste", { clipboardData: dataTransfer, bubbles: true, cancelable: true });
  document.body.dispatchEvent(made);
}"""


@dataclass(frozen=True)
class Look:
    """The screen that a player has, and how they like it."""

    width: int
    height: int
    colors: Literal["light", "dark"]


DESKTOP_LIGHT, DESKTOP_DARK = Look(1280, 720, "light"), Look(1280, 720, "dark")
PHONE_LIGHT, PHONE_DARK = Look(390, 844, "light"), Look(390, 844, "dark")


@contextmanager
def chromium(executable: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, look: Look) -> Iterator["Client"]:
    """A browser of somebody's own, with nothing in it; no line of its console is an error that was not expected."""
    viewport: ViewportSize = {"width": look.width, "height": look.height}
    context = browser.new_context(viewport=viewport, color_scheme=look.colors)
    context.set_default_timeout(WAIT_SECONDS * 1000)
    client = Client(context, url)
    try:
        yield client
    finally:
        context.close()
    assert client.errors == [], client.errors


Control = dict[str, Any]


def _named(outline: list[Control], name: str, kinds: tuple[str, ...]) -> Control | None:
    found = [one for one in outline if one["name"].startswith(name) and not one["disabled"]]
    found = [one for one in found if not kinds or one["kind"] in kinds]
    exact = [one for one in found if one["name"] == name]
    return next(reversed(exact or found), None)


def _place(control: Control) -> tuple[float, float]:
    return control["x"], control["y"]


class Client:
    """A page with the client in it, and everything that went wrong there."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.url = url
        self._expected: list[tuple[str, str]] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        url = str(message.location.get("url", ""))
        path = urlsplit(url).path
        if not any(message.text.startswith(line) and path.startswith(route) for line, route in self._expected):
            self.errors.append(f"{message.text} {url}")

    def expect_answer(self, status: int, route: str) -> None:
        """Let Chromium print that a route answered so."""
        self._expected.append((ANSWERED.format(status=status), route))

    @contextmanager
    def offline(self, *tabs: "Client") -> Iterator[None]:
        """Be without a connection, with the browser's other tabs, which may ask for something just then.

        Chromium and the engine print a line for each request of the API that fails.
        """
        for tab in (self, *tabs):
            tab._expected += [(OFFLINE, "/api/v1/"), (OFFLINE, "/media/"), (NOT_SENT, "/client/engine.")]
        self.page.context.set_offline(True)
        try:
            yield
        finally:
            self.page.context.set_offline(False)

    def open(self, fragment: str = "") -> None:
        self.page.goto(f"{self.url}/?outline{fragment}")
        self.wait_for_start()

    def keep(self, name: str, text: str) -> None:
        """Put something into the storage of the page's origin, without starting the client."""
        self.page.goto(f"{self.url}/robots.txt")
        self.page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, text])

    def wait_until_kept(self) -> None:
        """Wait until the service worker has what a start without a connection needs."""
        self.page.evaluate(KEPT_FOR_LATER)

    def reload(self) -> None:
        self.page.reload()
        self.wait_for_start()

    def wait_for_start(self) -> None:
        self.until(lambda: bool(self.page.evaluate(IS_STARTED)), "the first screen is drawn", START_SECONDS)

    def outline(self) -> list[Control]:
        """Return the visible controls, in reading order."""
        controls: list[Control] = self.page.evaluate("biologidex.outline()")
        return controls

    def names(self) -> list[str]:
        return [one["name"] for one in self.outline()]

    def find(self, name: str, *kinds: str) -> Control | None:
        """Return the last control of that name, or whose name begins with it, that can be used."""
        return _named(self.outline(), name, kinds)

    def see(self, name: str, *kinds: str) -> Control:
        """Wait until a control is there, and return it when it has come to rest."""
        seen: list[Control] = []

        def rests() -> bool:
            before, _, after = self.page.evaluate(TWO_FRAMES)
            places = [_named(outline, name, kinds) for outline in (before, after)]
            seen[:] = [one for one in places if one]
            return len(seen) == len(places) and _place(seen[0]) == _place(seen[1])

        self.until(rests, f"{name!r} is there")
        return seen[1]

    def until(self, holds: Callable[[], bool], what: str, seconds: float = WAIT_SECONDS) -> None:
        give_up = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > give_up:
                raise self._failure(what)
            self.page.wait_for_timeout(POLL_MILLISECONDS)

    def click(self, name: str, *kinds: str) -> None:
        """Press a control as a mouse does, once it is in sight and nothing lies over it."""
        self.until(lambda: self._presses(name, *kinds), f"{name!r} is pressed")

    def _presses(self, name: str, *kinds: str) -> bool:
        """Move the pointer to a control and press; where it does not get there, scroll the control to the middle."""
        control = self.see(name, *kinds)
        self._point(control["x"], control["y"])
        if self.page.evaluate(PRESS, control):
            return True
        if offset := control["y"] - control["scroll_y"]:
            self._point(control["scroll_x"], control["scroll_y"])
            self.page.mouse.wheel(0, math.copysign(WHEEL, offset))
        return False

    def _point(self, x: float, y: float) -> None:
        """Move the pointer; the engine knows of it in the frame after."""
        self.page.mouse.move(x, y)
        self.page.evaluate(FRAME_DRAWN)

    def until_changed(self, act: Callable[[], None]) -> None:
        """Do something that changes what is shown, and wait until it has."""
        shown = self.names()
        act()
        self.until(lambda: self.names() != shown, "something else is shown")

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type. The engine takes keys once a frame, clicks at once: each is waited for."""
        self.click(name, *FIELDS)
        self.until(lambda: self._has_focus(name, *FIELDS), f"{name} has the focus")
        self.type(name, text)

    def type(self, name: str, text: str) -> None:
        """Type into the field that has the focus."""
        before = self._field(name)["length"]
        self.page.keyboard.type(text)
        self.until(lambda: self._field(name).get("length") == before + len(text), f"{name} has the text")

    def _field(self, name: str) -> Control:
        return self.find(name, *FIELDS) or {}

    def _failure(self, sentence: str) -> AssertionError:
        FAILURE.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=FAILURE)
        return AssertionError(f"Not so: {sentence}. There is {self.names()} at {self.fragment} ({FAILURE})")

    def choose_photo(self, path: Path, *, by_keyboard: bool = False) -> None:
        with self.page.expect_file_chooser() as chooser:
            (self.press if by_keyboard else self.click)("Choose a photo", "Button")
        chooser.value.set_files(path)

    def hand_over(self, path: Path, kind: str) -> None:
        """Drop a file onto the page (`drop`), or paste it (`paste`)."""
        content = base64.b64encode(path.read_bytes()).decode()
        self.page.evaluate(HAND_OVER, {"content": content, "name": path.name, "kind": kind})

    def press(self, name: str, *kinds: str) -> None:
        """Go to a control by the Tab key alone, and press it with Enter."""
        self.tab_to(name, *kinds)
        self.page.keyboard.press("Enter")

    def type_into(self, name: str, text: str) -> None:
        """Go to a field by the Tab key alone, and type."""
        self.tab_to(name, *FIELDS)
        self.type(name, text)

    def tab_to(self, name: str, *kinds: str) -> None:
        self.see(name, *kinds)
        passed: list[str] = []
        while len(passed) < MOST_TABS:
            if self._has_focus(name, *kinds):
                return
            passed.append(self._tab())
        raise self._failure(f"Tab does not reach {name!r}, but {passed}")

    def _tab(self) -> str:
        """Press Tab; return what has the focus then."""
        before = self._focused()
        self.page.keyboard.press("Tab")
        self.until(lambda: self._focused() not in (None, before), f"Tab leaves {before}")
        return str(self._focused())

    def _focused(self) -> tuple[str, float, float] | None:
        return next(((one["name"], one["x"], one["y"]) for one in self.outline() if one["focused"]), None)

    def _has_focus(self, name: str, *kinds: str) -> bool:
        control = self.find(name, *kinds)
        return bool(control and control["focused"])

    @property
    def fragment(self) -> str:
        fragment: str = self.page.evaluate("location.hash")
        return fragment

    def reach(self, fragment: str) -> None:
        """Wait until the address has a fragment that begins so."""
        self.until(lambda: self.fragment.startswith(fragment), f"{fragment} is reached, not {self.fragment}")
