"""Two tabs of one player share what waits for the connection: nothing is lost, nothing is sent twice."""

from typing import Any

import pytest
import requests
from playwright.sync_api import Response, Route

from tests.client.browser import Client
from tests.client.player import PASSWORD, have_account, open_camera, photograph, waiting
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


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


def share_with_everybody(client: Client) -> None:
    client.click("More", "Button")
    client.click("Edit", "PanelContainer")
    client.click("Everybody", "Button")
    client.click("Save", "Button")
    client.see("Everybody can see this")


def test_what_waits_in_two_tabs_is_sent_once(client: Client, sent: list[str]) -> None:
    have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    entry = client.fragment.rpartition("/")[2]
    client.wait_until_kept()
    other = another_tab(client, client.fragment)
    other.see("Panthera onca", "Label")
    with client.offline(), other.offline():
        share_with_everybody(other)
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
    with client.offline(), other.offline():
        other.click("Favourite", "Button")
        other.see("No favourite any more", "Button")
        other.page.close()
    client.page.bring_to_front()
    client.see("No favourite any more", "Button")
    client.until(lambda: waiting(client) == 0, "all that waited is sent")
    assert sent == ["POST toggle_favorite 200"]
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
    api = f"{client.url}/api/v1"
    login = requests.post(f"{api}/auth/login", json={"username": name, "password": PASSWORD}, timeout=60).json()
    signed_in = {"Authorization": f"Bearer {login['access_token']}"}
    found: list[dict[str, Any]] = requests.get(f"{api}/dex/entries/my_entries", headers=signed_in, timeout=60).json()[
        "items"
    ]
    return found
