"""What is done without a connection: it waits on the device, outlasts the page, and is sent once, in order."""

import pytest
import requests
from playwright.sync_api import Response

from tests.client.browser import PHONE_LIGHT, Client
from tests.client.player import (
    api_of,
    become_friends,
    have_account,
    open_camera,
    photograph,
    put_into_dex,
    share_with,
    waiting,
)
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PHOTO_KEPT = """(async () => {
  const open = indexedDB.open("/userfs");
  await new Promise((done) => { open.onsuccess = done; });
  const files = open.result.transaction("FILE_DATA").objectStore("FILE_DATA");
  const [names, all] = [files.getAllKeys(), files.getAll()];
  await new Promise((done) => { all.onsuccess = done; });
  open.result.close();
  const index = names.result.findIndex((name) => name.endsWith("/photo.bin"));
  return all.result[index]?.contents?.length ?? 0;
})()"""


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


@pytest.mark.parametrize("client", [PHONE_LIGHT], indirect=True, ids=["phone-light"])
def test_a_photograph_waits_with_its_bytes_and_makes_one_job(client: Client) -> None:
    name = have_account(client)
    client.wait_until_kept()
    sent = sent_by(client, "jobs")
    open_camera(client)
    client.choose_photo(PHOTOS / "jaguar.webp")
    client.see("Find its name", "Button")
    with client.offline():
        client.click("Find its name", "Button")
        client.see("Waiting for the connection …", "Label")
        bytes_of_photo = (PHOTOS / "jaguar.webp").stat().st_size
        client.until(lambda: client.page.evaluate(PHOTO_KEPT) == bytes_of_photo, "its bytes are on the device")
        client.reload()
        open_camera(client)
        client.see("Waiting for the connection …", "Label")
    put_into_dex(client)
    client.see("Panthera onca", "Label")
    assert sent == ["POST jobs"]
    jobs = api_of(client, name).get(f"{client.url}/api/v1/vision/jobs", timeout=60).json()["items"]
    assert [job["status"] for job in jobs] == ["completed"]
    client.until(lambda: client.page.evaluate(PHOTO_KEPT) == 0, "the bytes are gone")


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
        share_with(client, "Everybody")
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
