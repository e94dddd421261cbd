"""What the client asks of the device: where one is, and to hand something on."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Geolocation

from tests.client.browser import DESKTOP_DARK, PHONE_LIGHT, Client
from tests.client.player import api_of, code_of, have_account, new_account, open_camera, photograph
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

BONAIRE: Geolocation = {"latitude": 12.1533, "longitude": -68.2711}
DEGREES_OF_TEN_METRES = 0.0001
SHARED_SIZE = (1080, 1440)
GPS, EXIF = 0x8825, 0x8769
# Chromium without a screen can share nothing: the page's own stand-in keeps what it is given.
SHARE = """
window.shared = [];
navigator.canShare = () => true;
navigator.share = async (what) => { window.shared.push({ text: what.text, url: what.url }); };
"""


def shared(client: Client) -> list[dict[str, Any]]:
    """Wait until something was handed on, and return it all."""
    client.until(lambda: client.page.evaluate("window.shared.length") > 0, "something is handed on")
    given: list[dict[str, Any]] = client.page.evaluate("window.shared")
    return given


def test_a_friend_code_is_handed_on_as_a_link(client: Client) -> None:
    client.page.add_init_script(SHARE)
    have_account(client)
    code = code_of(client)
    client.click("Share", "Button")
    assert shared(client)[0]["url"] == f"{client.url}/#/f/{code}"


@pytest.mark.parametrize("client", [DESKTOP_DARK], indirect=True, ids=["desktop-dark"])
def test_a_card_is_saved_as_a_picture_where_nothing_can_be_shared(client: Client, tmp_path: Path) -> None:
    have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    client.see("Panthera onca", "Label")
    with client.page.expect_download() as download:
        client.click("Share", "Button")
    assert download.value.suggested_filename == "jaguar.png"
    download.value.save_as(tmp_path / "jaguar.png")
    with Image.open(tmp_path / "jaguar.png") as picture:
        assert (picture.format, picture.size) == ("PNG", SHARED_SIZE)


@pytest.mark.parametrize("client", [PHONE_LIGHT], indirect=True, ids=["phone-light"])
def test_a_card_has_the_place_where_one_is_and_nobody_else_sees_it_exactly(client: Client) -> None:
    client.page.context.grant_permissions(["geolocation"], origin=client.url)
    client.page.context.set_geolocation(BONAIRE)
    name = have_account(client)
    open_camera(client)
    client.choose_photo(PHOTOS / "jaguar.webp")
    client.click("Add a place", "PanelContainer")
    client.click("Where I am now", "Button")
    client.until(lambda: text_of(client, "Latitude, longitude") == "12.1533, -68.2711", "the place is found")
    client.click("Save", "Button")
    client.click("Find its name", "Button")
    with client.page.expect_response(lambda answer: answer.url.endswith("/dex/entries")) as added:
        client.click("Add to my dex", "Button")
    entry = added.value.json()
    exact = entry["mine"]["place"]
    assert (exact["latitude"], exact["longitude"]) == pytest.approx(tuple(BONAIRE.values()), abs=DEGREES_OF_TEN_METRES)

    url = f"{client.url}/api/v1/dex/entries/{entry['id']}"
    api_of(client, name).patch(url, json={"visibility": "public"}, timeout=60).raise_for_status()
    seen = api_of(client, new_account(client)).get(url, timeout=60).json()
    assert seen["place"]["obscured"]
    assert seen["mine"] is None
    assert seen["place"]["latitude"] != pytest.approx(exact["latitude"], abs=DEGREES_OF_TEN_METRES)


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_a_photograph_says_where_and_when_before_it_is_sent(client: Client, tmp_path: Path, kind: str) -> None:
    photo = tmp_path / f"lemur.{kind.lower()}"
    taken = Image.Exif()
    taken.get_ifd(EXIF).update({0x9003: "2026:06:14 10:42:31"})
    taken.get_ifd(GPS).update({1: "S", 2: (21.0, 51.0, 0.0), 3: "E", 4: (46.0, 51.0, 0.0)})
    with Image.open(PHOTOS / "jaguar.webp") as picture:
        picture.convert("RGB").save(photo, kind, exif=taken)
    have_account(client)
    open_camera(client)
    client.choose_photo(photo)
    client.see("-21.8500, 46.8500")
    client.see("From the photo")
    client.see("Sunday, 14 June 2026, 10:42")


def text_of(client: Client, field: str) -> str:
    return str((client.find(field, "LineEdit") or {}).get("text", ""))
