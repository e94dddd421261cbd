"""What the client asks of the device: where one is, and to hand something on."""

from typing import Any

import pytest
from playwright.sync_api import Geolocation

from tests.client.browser import PHONE_LIGHT, Client
from tests.client.player import close_badges, code_of, have_account, open_camera
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

BONAIRE: Geolocation = {"latitude": 12.15, "longitude": -68.27}
# Chromium without a screen can share nothing: the page's own stand-in keeps what it is given.
SHARE = """
window.shared = [];
navigator.canShare = () => true;
navigator.share = async (what) => {
  const files = (what.files ?? []).map((file) => [file.name, file.type, file.size]);
  window.shared.push({ text: what.text, url: what.url, files });
};
"""


def shared(client: Client) -> list[dict[str, Any]]:
    """Wait until something was handed on, and return it all."""
    client.until(lambda: client.page.evaluate("window.shared.length") > 0, "something is handed on")
    given: list[dict[str, Any]] = client.page.evaluate("window.shared")
    return given


@pytest.mark.parametrize("client", [PHONE_LIGHT], indirect=True, ids=["phone-light"])
def test_a_card_gets_the_place_where_one_is_and_is_handed_on_as_a_picture(client: Client) -> None:
    client.page.context.grant_permissions(["geolocation"], origin=client.url)
    client.page.context.set_geolocation(BONAIRE)
    client.page.add_init_script(SHARE)
    have_account(client)
    open_camera(client)
    client.choose_photo(PHOTOS / "jaguar.webp")
    client.click("Find its name", "Button")
    client.click("No place", "PanelContainer")
    client.click("Where I am now", "Button")
    client.until(lambda: text_of(client, "Latitude, longitude") == "12.1500, -68.2700", "the place is found")
    client.click("Save", "Button")
    with client.page.expect_response(lambda answer: answer.url.endswith("/dex/entries")) as added:
        client.click("Add to my dex", "Button")
    assert added.value.json()["mine"]["place"]["latitude"] == pytest.approx(BONAIRE["latitude"], abs=0.0001)
    close_badges(client)
    client.click("See it", "Button")
    client.click("Share", "Button")
    ((picture, kind, size),) = shared(client)[0]["files"]
    assert picture.endswith(".png")
    assert kind == "image/png"
    assert size > 10_000


def text_of(client: Client, field: str) -> str:
    return str((client.find(field, "LineEdit") or {}).get("text", ""))


def test_a_friend_code_is_handed_on_as_a_link(client: Client) -> None:
    client.page.add_init_script(SHARE)
    have_account(client)
    code = code_of(client)
    client.click("Share", "Button")
    assert shared(client)[0]["url"] == f"{client.url}/#/f/{code}"
