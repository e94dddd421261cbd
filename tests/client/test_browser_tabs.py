"""Two tabs of one player share what waits for the connection: nothing is lost, nothing is sent twice."""

from typing import Any

import pytest
from playwright.sync_api import Response, Route

from tests.client.browser import Client
from tests.client.player import api_of, have_account, open_camera, photograph, share_with, waiting
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

# To the page this is what being behind another tab is.
HIDE = """(isHidden) => {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def sent(client: Client) -> list[str]:
    """The changes of entries that are answered, whichever tab has sent them."""
    changes: list[str] = []

    def note(response: Response) -> None:
        if response.request.method in {"POST", "PATCH"} and "/dex/entries/" in response.url:
            changes.append(f"{response.request.method} {response.url.rpartition('/')[2]} {response.status}")

    client.page.context.on("response", note)
    return changes


def another_tab(client: Client, fragment: str) -> Client:
    """Open the client in another tab of the same browser, in front of what is open there."""
    other = Client(client.page.context, client.url)
    other.open(fragment)
    return other


def test_what_waits_in_two_tabs_is_sent_once(client: Client, sent: list[str]) -> None:
    have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    entry = client.fragment.rpartition("/")[2]
    client.wait_until_kept()
    other = another_tab(client, client.fragment)
    other.see("Panthera onca", "Label")
    with client.offline(other):
        share_with(other, "Everybody")
        other.see("Everybody can see this")
        client.page.bring_to_front()  # a page behind another does nothing
        client.click("Favourite", "Button")
        client.see("No favourite any more", "Button")
        client.reload()
        client.see("No favourite any more", "Button")
        assert waiting(client) == 2
    client.until(lambda: waiting(client) == 0, "all that waited is sent")
    other.page.bring_to_front()
    other.see("No favourite any more", "Button")
    other.see("Everybody can see this")
    assert sorted(sent) == [f"PATCH {entry} 200", "POST toggle_favorite 200"]
    assert other.errors == []


def test_what_waits_in_a_tab_that_is_closed_is_sent_by_another(client: Client, sent: list[str]) -> None:
    have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    other = another_tab(client, client.fragment)
    with client.offline(other):
        other.click("Favourite", "Button")
        other.see("No favourite any more", "Button")
        other.page.close()
    client.page.bring_to_front()
    client.see("No favourite any more", "Button")
    client.until(lambda: waiting(client) == 0, "all that waited is sent")
    assert sent == ["POST toggle_favorite 200"]
    assert other.errors == []


def test_a_hidden_tab_leaves_sending_to_the_one_that_is_seen(client: Client, sent: list[str]) -> None:
    name = have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    entry = client.fragment.rpartition("/")[2]
    other = another_tab(client, client.fragment)
    other.see("Panthera onca", "Label")
    client.page.bring_to_front()
    unanswered: list[str] = []
    client.page.route("**/toggle_favorite", lambda route: unanswered.append(route.request.url))
    client.click("Favourite", "Button")
    client.until(lambda: unanswered != [], "the change is on its way, and is not answered")
    client.page.evaluate(HIDE, True)
    other.page.bring_to_front()
    share_with(other, "Everybody")
    other.until(lambda: waiting(other) == 0, "all that waited is sent")
    other.see("No favourite any more", "Button")

    client.page.evaluate(HIDE, False)
    client.page.bring_to_front()
    client.see("Everybody can see this")
    assert sent == ["POST toggle_favorite 200", f"PATCH {entry} 200"]
    (kept,) = entries(client, name)
    assert (kept["favorite"], kept["visibility"]) == (True, "public")
    assert other.errors == []


def test_a_page_that_closes_before_the_answer_has_added_once(client: Client) -> None:
    name = have_account(client)
    open_camera(client)
    client.choose_photo(PHOTOS / "jaguar.webp")
    client.click("Find its name", "Button")
    arrived: list[int] = []

    def lose_answer(route: Route) -> None:
        arrived.append(route.fetch().status)

    client.page.route("**/api/v1/dex/entries", lose_answer)
    client.click("Add to my dex", "Button")
    client.until(lambda: arrived != [], "the addition has arrived")
    client.page.close()
    again = another_tab(client, "#/dex")
    again.see("Jaguar", "Label")
    again.until(lambda: waiting(again) == 0, "nothing waits")
    assert [entry["animal"]["scientific_name"] for entry in entries(client, name)] == ["Panthera onca"]
    assert again.errors == []


def entries(client: Client, name: str) -> list[dict[str, Any]]:
    """Return what the API has in a player's dex."""
    url = f"{client.url}/api/v1/dex/entries/my_entries"
    found: list[dict[str, Any]] = api_of(client, name).get(url, timeout=60).json()["items"]
    return found
