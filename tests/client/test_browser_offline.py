"""What is done without a connection: it waits on the device, outlasts the page, and is sent once, in order."""

import pytest
import requests
from playwright.sync_api import Response

from tests.client.browser import Client
from tests.client.player import api_of, become_friends, have_account, photograph, waiting
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


def sent_by(client: Client, *endings: str) -> list[str]:
    """Return the list of changes that are answered, in order, as method and the last part of the path.

    "requestfinished" would miss some: the engine closes a response as soon as it has all of its length, which the
    browser takes for a failed request when its own end comes later.
    """
    sent: list[str] = []

    def note(response: Response) -> None:
        method, last = response.request.method, response.url.rpartition("/")[2]
        if method != "GET" and last in endings:
            sent.append(f"{method} {last}")

    client.page.context.on("response", note)
    return sent


def test_a_like_waits_and_is_sent_after_what_was_done_before(client: Client, friend: Client) -> None:
    have_account(client)
    name = have_account(friend)
    become_friends(client, friend)
    photograph(friend, PHOTOS / "jaguar.webp")
    liked = friend.fragment
    photograph(client, PHOTOS / "lemur.webp")
    mine = client.fragment
    client.wait_until_kept()
    client.page.evaluate("(link) => { location.hash = link }", liked)
    client.see("Like, 0", "Button")
    client.page.evaluate("(link) => { location.hash = link }", mine)
    client.see("Lemur catta", "Label")
    sent = sent_by(client, "toggle_favorite", "like")
    client.page.evaluate("location.hash = '#/social'")
    client.see("Like, 0", "Button")
    with client.offline():
        client.page.evaluate("(link) => { location.hash = link }", mine)
        client.click("Favourite", "Button")
        client.see("No favourite any more", "Button")
        client.page.evaluate("location.hash = '#/social'")
        client.click("Like, 0", "Button")
        client.see("Liked, 1", "Button")
        client.reload()
        client.see("Liked, 1", "Button")
        assert waiting(client) == 2
    client.until(lambda: waiting(client) == 0, "all that waited is sent")
    assert sent == ["POST toggle_favorite", "PUT like"]
    entry = api_of(friend, name).get(f"{friend.url}/api/v1/dex/entries/{liked.rpartition('/')[2]}", timeout=60).json()
    assert entry["likes"] == 1


@pytest.mark.parametrize("answer", ["Keep mine", "Take theirs"])
def test_a_conflict_is_a_choice(client: Client, answer: str) -> None:
    name = have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    entry = f"{client.url}/api/v1/dex/entries/{client.fragment.rpartition('/')[2]}"
    client.wait_until_kept()
    client.expect_answer(412, "/api/v1/dex/entries/")
    elsewhere = api_of(client, name)
    with client.offline():
        client.click("More", "Button")
        client.click("Edit", "PanelContainer")
        client.click("Everybody", "Button")
        client.click("Save", "Button")
        client.see("Everybody can see this")
        elsewhere.patch(entry, json={"visibility": "private"}, timeout=60).raise_for_status()
    client.see("Changed in two places", "Label")
    client.click(answer, "Button")
    client.until(lambda: waiting(client) == 0, "nothing waits")
    wanted = "public" if answer == "Keep mine" else "private"
    client.until(lambda: visibility(elsewhere, entry) == wanted, f"it is {wanted}")
    client.see("Everybody can see this" if answer == "Keep mine" else "Only you see this")


def visibility(session: requests.Session, entry: str) -> str:
    return str(session.get(entry, timeout=60).json()["visibility"])
