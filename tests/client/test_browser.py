"""What a player does, in Chromium, against the local cloud as `make run` starts it. Any console error fails."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.client.browser import DESKTOP_DARK, DESKTOP_LIGHT, PHONE_DARK, PHONE_LIGHT, SITE, Client
from tests.client.player import (
    PASSWORD,
    close_badges,
    converted,
    have_account,
    new_name,
    open_camera,
    photograph,
    put_into_dex,
    register,
    share_with,
    sign_in,
    sign_out,
)
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

ENGINE_SENT = """performance.getEntriesByType("resource").filter((one) => one.name.endsWith(".wasm"))
  .map((one) => one.transferSize)"""
NOTES = "Notes, only for you"
ANSWERED_BY_THE_CACHE = 1000  # bytes: of the headers alone


def test_the_engine_is_sent_once(client: Client) -> None:
    client.open()
    sent: list[int] = client.page.evaluate(ENGINE_SENT)
    assert len([size for size in sent if size > ANSWERED_BY_THE_CACHE]) == 1


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
    with client.page.expect_response(lambda response: response.request.method == "PUT"):
        client.click("Find its name", "Button")
    client.reload()  # signed in still, and the photograph is found again: only this page had it
    open_camera(client)
    put_into_dex(client)
    client.see("Panthera onca", "Label")

    share_with(client, "Everybody")
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


@pytest.mark.parametrize("client", [DESKTOP_DARK], indirect=True, ids=["desktop-dark"])
def test_with_the_keyboard_alone(client: Client) -> None:
    name = new_name()
    client.open()
    client.press("Skip", "Button")
    fields = {
        "Username": name,
        "E-mail address": f"{name}@example.org",
        "Password": PASSWORD,
        "Password again": PASSWORD,
    }
    for field, text in fields.items():
        client.type_into(field, text)
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

    client.press("More", "Button")
    client.press("Edit", "PanelContainer")
    client.press("Everybody", "Button")
    client.press("Save", "Button")
    client.see("Everybody can see this")
    client.type_into(NOTES, "It yawned.")
    client.press("See in the tree", "Button")  # Tab leaves the notes
    client.reach("#/tree")
    client.page.keyboard.press("Escape")
    client.reach("#/card/")

    client.page.keyboard.press("5")
    client.reach("#/profile")
    client.press("Reduced motion", "PanelContainer")
    client.press("On", "PanelContainer")
    client.see("Reduced motion, On", "PanelContainer")
    client.press("Sign out", "PanelContainer")
    client.see("Stay", "Button")
    client.page.keyboard.press("Escape")
    client.until(lambda: client.find("Stay", "Button") is None, "Escape closes the question")
    client.press("Sign out", "PanelContainer")
    client.press("Sign out", "Button")
    client.reach("#/sign-in")

    client.expect_answer(401, "/api/v1/auth/login")
    client.type_into("Username or e-mail address", name)
    client.type_into("Password", "not-the-password")
    client.page.keyboard.press("Enter")
    client.see("The name or the password is not right.")
    client.type_into("Password", PASSWORD)
    client.press("Sign in", "Button")
    client.reach("#/dex")


def test_notes_are_kept_when_one_leaves_before_they_are_answered(client: Client) -> None:
    have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    card = client.fragment
    client.page.route("**/dex/entries/*", lambda route: route.fetch(), times=1)  # saved, and the answer never arrives
    with client.page.expect_request(lambda request: request.method == "PATCH"):
        client.fill(NOTES, "Two on the log.")
        client.page.go_back()
    with client.page.expect_response(lambda response: response.request.method == "PATCH") as repeated:
        client.reload()
    assert repeated.value.ok
    client.page.evaluate("(card) => { location.hash = card; }", card)
    client.until(lambda: client.see(NOTES, "TextEdit")["text"] == "Two on the log.", "the notes are there")


@pytest.mark.parametrize("client", [PHONE_LIGHT], indirect=True, ids=["phone-light"])
def test_it_starts_without_a_connection_and_sends_what_waited(client: Client) -> None:
    have_account(client)
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
    have_account(client)
    client.page.keyboard.press("5")
    client.reach("#/profile")
    client.page.keyboard.press("c")
    client.reach("#/camera")
    client.page.go_back()
    client.reach("#/profile")
    client.page.keyboard.press("Escape")
    client.reach("#/dex")


def test_a_second_tab_is_signed_in_and_out_with_the_first(client: Client) -> None:
    name = have_account(client)
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


def test_a_photograph_is_dropped_or_pasted(client: Client) -> None:
    have_account(client)
    for way in ("drop", "paste"):
        open_camera(client)
        client.see("Choose a photo", "Button")
        client.hand_over(PHOTOS / "jaguar.webp", way)
        client.see("Find its name", "Button")
        client.reload()


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
    have_account(client)
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
