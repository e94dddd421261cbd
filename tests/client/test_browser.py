"""What a player does, in Chromium, against the local cloud as `make run` starts it. Any console error fails."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from localcloud.stack import Stack
from scripts.build_site import ROOT
from tests.client.browser import Client, chromium, program
from tests.conftest import PHOTOS, picture_bytes

SITE = ROOT / "build/site"
PASSWORD = "cerulean-city-1"
DESKTOP = (1280, 720)
PHONE = (390, 844)

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
    width, height = getattr(request, "param", DESKTOP)
    context = browser.new_context(viewport={"width": width, "height": height})
    running = Client(context, stack.url)
    yield running
    errors = [error for error in running.errors if "401" not in error]  # a wrong password is told as one
    context.close()
    assert errors == []


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
    return name


def sign_in(client: Client, name: str, password: str) -> None:
    client.fill("Username or e-mail address", name)
    client.fill("Password", password)
    client.click("Sign in", "Button")


def photograph(client: Client, path: Path) -> None:
    """Send a photograph and put its animal into the dex."""
    client.page.keyboard.press("c")
    client.choose_photo(path)
    client.click("Find its name", "Button")
    client.click("Add to my dex", "Button")
    client.see("See it", "Button")


def close_badges(client: Client) -> None:
    while button := client.find("Continue", "Button"):
        client.page.mouse.click(button["x"], button["y"])
        client.page.wait_for_timeout(500)


@pytest.mark.parametrize("client", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
def test_from_registering_to_a_card_and_back(client: Client) -> None:
    name = register(client)
    photograph(client, PHOTOS / "jaguar.webp")
    close_badges(client)
    client.click("See it", "Button")
    client.reach("#/card/")
    client.see("Panthera onca", "Label")
    card = client.fragment

    client.reload()
    client.reach(card)
    client.see("Jaguar", "Label")

    client.page.evaluate("location.hash = '#/settings'")
    client.click("Sign out", "PanelContainer")
    client.until(lambda: client.fragment.startswith("#/sign-in") or bool(client.find("Sign out", "Button")), "asked")
    if client.find("Sign out", "Button"):
        client.click("Sign out", "Button")
    client.reach("#/sign-in")
    sign_in(client, name, "not-the-password")
    client.see("The name or the password is not right.")
    control = client.see("Password", "LineEdit")
    assert control["text"] == ""
    sign_in_again(client, name)
    client.reach("#/dex")
    client.see("Number", "PanelContainer")


def sign_in_again(client: Client, name: str) -> None:
    """Sign in with the right password; the name is still there."""
    assert client.see("Username or e-mail address", "LineEdit")["text"] == name
    client.fill("Password", PASSWORD)
    client.click("Sign in", "Button")


def test_a_photograph_that_no_browser_draws_is_named_too(client: Client, tmp_path: Path) -> None:
    register(client)
    heic = tmp_path / "square.heic"
    heic.write_bytes(picture_bytes("HEIF", (300, 300)))
    client.page.keyboard.press("c")
    client.choose_photo(heic)
    client.click("Find its name", "Button")
    client.see("No animal found.", "Label")


def test_a_job_is_found_again_after_a_reload(client: Client) -> None:
    register(client)
    client.page.keyboard.press("c")
    client.choose_photo(PHOTOS / "jaguar.webp")
    with client.page.expect_response(lambda response: response.url.endswith("/api/v1/vision/jobs")) as created:
        client.click("Find its name", "Button")
    assert created.value.status == 201
    client.see("Photo prepared", "Label")
    client.page.wait_for_timeout(2000)  # the upload has to be through: only this page has the photograph
    client.reload()
    client.page.keyboard.press("c")
    client.see("Add to my dex", "Button")


def test_it_starts_without_a_connection(client: Client) -> None:
    register(client)
    photograph(client, PHOTOS / "jaguar.webp")
    client.page.evaluate("navigator.serviceWorker.ready")
    client.until(lambda: bool(client.page.evaluate("caches.keys().then((names) => names.length > 0)")), "it is kept")
    client.page.context.set_offline(True)
    client.reload()
    client.page.keyboard.press("1")
    client.see("Number", "PanelContainer")
    client.see("Offline")
    client.page.context.set_offline(False)
    client.until(lambda: client.find("Offline") is None, "back online")
    client.errors = [error for error in client.errors if "ERR_INTERNET_DISCONNECTED" not in error]


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


def test_a_second_tab_is_signed_in_and_signed_out_with_the_first(client: Client) -> None:
    register(client)
    other = Client(client.page.context, client.url)
    other.open("#/profile")
    other.reach("#/profile")
    assert other.errors == []
