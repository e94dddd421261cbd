"""What a player does, in Chromium, against the local cloud as `make run` starts it. Any console error fails."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from localcloud.stack import Stack
from scripts.build_site import ROOT
from tests.client.browser import WAIT_SECONDS, Client, chromium, program
from tests.conftest import PHOTOS

SITE = ROOT / "build/site"
PASSWORD = "cerulean-city-1"


@dataclass(frozen=True)
class Look:
    """The screen that a player has, and how they like it."""

    width: int
    height: int
    colors: Literal["light", "dark"]


DESKTOP_LIGHT, DESKTOP_DARK = Look(1280, 720, "light"), Look(1280, 720, "dark")
PHONE_LIGHT, PHONE_DARK = Look(390, 844, "light"), Look(390, 844, "dark")

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = program()
    if executable is None:
        pytest.skip("Chromium is missing: install it (Debian: apt-get install chromium).")
    if not (SITE / "sw.js").exists():
        pytest.skip("The client is not exported: run `make client`.")
    with chromium(executable) as running:
        yield running


@pytest.fixture
def client(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> Iterator[Client]:
    look: Look = getattr(request, "param", DESKTOP_LIGHT)
    viewport: ViewportSize = {"width": look.width, "height": look.height}
    context = browser.new_context(viewport=viewport, color_scheme=look.colors)
    context.set_default_timeout(WAIT_SECONDS * 1000)
    running = Client(context, stack.url)
    yield running
    context.close()
    assert running.errors == []


def register(client: Client) -> str:
    """Create an account, from the first screen on; return its name."""
    name = f"ana-{uuid.uuid4().hex[:8]}"
    client.open()
    client.click("I have an account", "Button")
    client.click("Start your dex", "Button")
    client.fill("Username", name)
    client.fill("E-mail address", f"{name}@example.org")
    client.fill("Password", PASSWORD)
    client.fill("Password again", PASSWORD)
    client.click("Create account", "Button")
    client.reach("#/dex")
    client.see("Your dex is empty.", "Label")
    close_toast(client)
    return name


def close_toast(client: Client) -> None:
    """Take away a toast that stays until somebody does, and lies over what is below it."""
    client.until_changed(lambda: client.click("Close", "Button"))


def sign_out(client: Client) -> None:
    client.page.evaluate("location.hash = '#/settings'")
    client.click("Sign out", "PanelContainer")
    client.click("Sign out", "Button")
    client.reach("#/sign-in")


def sign_in(client: Client, password: str) -> None:
    """Sign in with the name that is there already."""
    client.fill("Password", password)
    client.click("Sign in", "Button")


def open_camera(client: Client) -> None:
    client.page.keyboard.press("c")
    client.reach("#/camera")


def put_into_dex(client: Client) -> None:
    """Take the animal that was found, and look at its card."""
    client.click("Add to my dex", "Button")
    client.see("See it", "Button")
    close_badges(client)
    client.click("See it", "Button")
    client.reach("#/card/")


def close_badges(client: Client) -> None:
    """Press Continue, which has the focus, for each badge."""
    while client.find("Continue", "Button"):
        client.see("Continue", "Button")
        client.until_changed(lambda: client.page.keyboard.press("Enter"))


def photograph(client: Client, path: Path) -> None:
    """Send a photograph and put its animal into the dex."""
    open_camera(client)
    client.choose_photo(path)
    client.click("Find its name", "Button")
    put_into_dex(client)


def converted(photo: str, path: Path) -> Path:
    """Return one of the photographs in the format that the path's name says."""
    Image.open(PHOTOS / photo).convert("RGB").save(path)
    return path


@pytest.mark.parametrize("client", [DESKTOP_LIGHT, PHONE_DARK], indirect=True, ids=["desktop-light", "phone-dark"])
def test_from_registering_to_a_card_and_out(client: Client, tmp_path: Path) -> None:
    name = register(client)
    sign_out(client)
    client.expect_answer(401, "/api/v1/auth/login")
    client.fill("Username or e-mail address", name)
    sign_in(client, "not-the-password")
    client.see("The name or the password is not right.")
    assert client.see("Password", "LineEdit")["length"] == 0
    assert client.see("Username or e-mail address", "LineEdit")["text"] == name
    sign_in(client, PASSWORD)
    client.reach("#/dex")

    open_camera(client)
    client.choose_photo(converted("jaguar.webp", tmp_path / "jaguar.heic"))
    client.see("Your browser cannot show this kind, we can.", "Label")
    with client.page.expect_event("requestfinished", lambda request: request.method == "PUT"):
        client.click("Find its name", "Button")
    client.reload()  # signed in still, and the photograph is found again: only this page had it
    open_camera(client)
    put_into_dex(client)
    client.see("Panthera onca", "Label")

    client.click("More", "Button")
    client.click("Edit", "PanelContainer")
    client.click("Everybody", "Button")
    client.click("Save", "Button")
    client.see("Everybody can see this")
    client.click("Favourite", "Button")
    client.see("No favourite any more", "Button")

    photograph(client, converted("lemur.webp", tmp_path / "lemur.jpg"))
    client.see("Lemur catta", "Label")
    card = client.fragment
    client.reload()
    client.reach(card)
    client.see("Lemur catta", "Label")
    sign_out(client)
    assert client.page.evaluate("localStorage.length") == 0


def test_with_the_keyboard_alone(client: Client) -> None:
    name = f"ana-{uuid.uuid4().hex[:8]}"
    client.open()
    client.press("Skip", "Button")
    fields = {
        "Username": name,
        "E-mail address": f"{name}@example.org",
        "Password": PASSWORD,
        "Password again": PASSWORD,
    }
    for field, text in fields.items():
        client.tab_to(field, "LineEdit")
        client.type(field, text)
    client.press("Create account", "Button")
    client.reach("#/dex")
    client.page.keyboard.press("c")
    client.choose_photo(PHOTOS / "jaguar.webp", by_keyboard=True)
    client.press("Find its name", "Button")
    client.press("Add to my dex", "Button")
    client.see("See it", "Button")
    close_badges(client)
    client.press("See it", "Button")
    client.reach("#/card/")
    client.press("Favourite", "Button")
    client.see("No favourite any more", "Button")
    client.page.keyboard.press("5")
    client.reach("#/profile")
    client.page.keyboard.press("Escape")
    client.reach("#/card/")


def test_it_starts_without_a_connection_and_sends_what_waited(client: Client) -> None:
    register(client)
    photograph(client, PHOTOS / "jaguar.webp")
    client.wait_until_kept()
    sent = client.page.expect_response(lambda response: response.url.endswith("/toggle_favorite"))
    with sent as answer, client.offline():
        client.reload()
        client.see("Panthera onca", "Label")
        client.see("Offline")
        client.click("Favourite", "Button")
        client.see("No favourite any more", "Button")
    assert answer.value.ok


def test_the_browsers_back_goes_back(client: Client) -> None:
    register(client)
    client.page.keyboard.press("5")
    client.reach("#/profile")
    client.page.keyboard.press("c")
    client.reach("#/camera")
    client.page.go_back()
    client.reach("#/profile")
    client.page.keyboard.press("Escape")
    client.reach("#/dex")


def test_a_second_tab_is_signed_in_and_out_with_the_first(client: Client) -> None:
    name = register(client)
    other = Client(client.page.context, client.url)
    other.open("#/profile")
    other.reach("#/profile")
    client.page.bring_to_front()  # a page behind another draws nothing
    sign_out(client)
    other.page.bring_to_front()
    other.reach("#/sign-in")
    other.see("You were signed out. Sign in to go on.")
    client.page.bring_to_front()
    client.fill("Username or e-mail address", name)
    sign_in(client, PASSWORD)
    client.reach("#/dex")
    other.page.bring_to_front()
    other.reach("#/profile")
    assert other.errors == []


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_photograph_is_handed_over(client: Client, way: str) -> None:
    register(client)
    open_camera(client)
    client.see("Choose a photo", "Button")
    client.hand_over(PHOTOS / "jaguar.webp", way)
    client.see("Find its name", "Button")


@pytest.fixture
def newer_client() -> Iterator[Callable[[], None]]:
    """Publish the client anew; it is what it was after the test."""
    worker = SITE / "sw.js"
    published = worker.read_text()

    def publish() -> None:
        worker.write_text(published.replace('VERSION = "', 'VERSION = "newer'))

    yield publish
    worker.write_text(published)


def test_a_newer_client_waits_until_the_person_takes_it(client: Client, newer_client: Callable[[], None]) -> None:
    register(client)
    client.wait_until_kept()
    newer_client()
    client.page.evaluate("biologidex.lookForUpdate()")
    with client.page.expect_navigation():
        client.click("Update", "Button")
    client.wait_for_start()
    client.see("Your dex is empty.", "Label")
    client.until(
        lambda: all("newer" in kept for kept in client.page.evaluate("caches.keys()")), "the older one is gone"
    )


SOON_SECONDS = 10


@pytest.fixture
def friend(browser: Browser, client: Client) -> Iterator[Client]:
    """Somebody else, in a browser of their own with a phone's screen."""
    context = browser.new_context(viewport={"width": PHONE_LIGHT.width, "height": PHONE_LIGHT.height})
    context.set_default_timeout(WAIT_SECONDS * 1000)
    running = Client(context, client.url)
    yield running
    context.close()
    assert running.errors == []


def code_of(client: Client) -> str:
    """Open the friends' screen; return the code that it shows."""
    client.page.keyboard.press("4")
    client.reach("#/social")
    spoken: str = client.see("Your friend code: ", "Label")["name"]
    return spoken.removeprefix("Your friend code: ").replace(" ", "")


def become_friends(client: Client, friend: Client) -> None:
    """The friend opens the link that the client's QR code has, and is accepted."""
    friend.page.evaluate(f"location.hash = '#/f/{code_of(client)}'")
    friend.click("Ask", "Button")
    friend.see("Asked.", "Label")
    client.page.keyboard.press("1")
    client.reach("#/dex")
    client.page.keyboard.press("4")
    client.click("Accept ", "Button")
    client.see("Friends", "Label")


def test_friends_see_what_the_other_finds_until_they_are_none(client: Client, friend: Client) -> None:
    name, other = register(client), register(friend)
    become_friends(client, friend)
    photograph(client, PHOTOS / "jaguar.webp")
    friend.click("To your friends", "Button")
    friend.reach("#/social")
    friend.click("Feed", "Button")
    friend.until(lambda: looks_for(friend, "Number 1"), "the jaguar is in the feed", SOON_SECONDS)
    friend.see("Not in your dex yet", "Label")
    friend.click("Friends", "Button")
    friend.click(f"{name}, 1 animal", "PanelContainer")
    friend.reach("#/u/")
    friend.see("Number 1", "PanelContainer")

    client.page.keyboard.press("4")
    client.click(f"{other}, ", "PanelContainer")
    client.click("Friends", "Button")
    client.click("Unfriend", "PanelContainer")
    client.click("Unfriend", "Button")
    client.see("You are no friends any more.")
    friend.page.keyboard.press("1")
    friend.reach("#/dex")
    friend.page.keyboard.press("4")
    friend.see("Nature is better with company.", "Label")
    friend.click("Feed", "Button")
    friend.see("Nothing new yet.", "Label")


def looks_for(client: Client, name: str) -> bool:
    """Look for news unless something of that name is there; tell whether it is."""
    if client.find("Look for news", "Button"):
        client.click("Look for news", "Button")
    return client.find(name) is not None
