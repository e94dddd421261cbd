"""Two players, each in a browser of their own: what one finds reaches the other, until they are friends no more."""

import pytest

from tests.client.browser import Client
from tests.client.player import become_friends, have_account, photograph, share_with
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

SOON_SECONDS = 10
# The client asks every five seconds, where one looks at what others have.
AT_ONCE_SECONDS = 15
# All that the page's origin keeps: the engine's files, and the storage that tabs share.
KEPT = """(async () => {
  const open = indexedDB.open("/userfs");
  await new Promise((done) => { open.onsuccess = done; });
  const files = open.result.transaction("FILE_DATA").objectStore("FILE_DATA").getAll();
  await new Promise((done) => { files.onsuccess = done; });
  const texts = files.result.map((file) => new TextDecoder().decode(file.contents ?? new Uint8Array()));
  open.result.close();
  return [...texts, JSON.stringify(localStorage)].join();
})()"""


def test_friends_see_what_the_other_finds_until_it_is_hidden_or_they_are_none(client: Client, friend: Client) -> None:
    name, other = have_account(client), have_account(friend)
    become_friends(client, friend)
    photograph(client, PHOTOS / "jaguar.webp")
    see_in_feed(friend, "Number 1")
    see_in_tree(friend, "Jaguar")
    see_in_dex(friend, name)
    known = news(client)
    like(friend)
    client.until(lambda: news(client) > known, "the dot counts one more")
    see_notice(client, f"{other} likes your jaguar.")
    friend.until(lambda: "Panthera onca" in kept(friend), "the friend has a copy")

    friend.expect_answer(404, "/api/v1/dex/entries/")  # the card that is open is looked for
    share_dex(client, "Only me")
    friend.until(lambda: friend.fragment.startswith("#/u/"), "the card closes by itself", SOON_SECONDS)
    friend.see("Nothing to see yet.", "Label")
    friend.until(lambda: "Panthera onca" not in kept(friend), "nothing of it is in the friend's browser", SOON_SECONDS)
    see_nowhere(friend, name)
    friend.wait_until_kept()
    with friend.offline():
        friend.reload()
        see_nowhere(friend, name)
    with client.page.expect_response("**/social/notices"):  # those that are kept follow what has changed, too
        share_dex(client, "Friends")
    see_in_feed(friend, "Number 1")

    go(friend, "1", "#/dex")
    go(client, "4", "#/social")
    unfriend(client, other)
    go(friend, "4", "#/social")
    friend.see("Nature is better with company.", "Label")
    friend.click("Feed", "Button")
    friend.see("Nothing new yet.", "Label")
    go(friend, "2", "#/tree")
    friend.see("Your tree starts with one animal.", "Label")
    friend.until(lambda: name not in kept(friend), "nothing of it is left in the friend's browser")


def test_who_is_blocked_sees_it_go_from_the_feed_and_may_be_reported(client: Client, friend: Client) -> None:
    name, other = have_account(client), have_account(friend)
    become_friends(client, friend)
    photograph(client, PHOTOS / "jaguar.webp")
    see_in_feed(friend, "Number 1")
    go(client, "4", "#/social")
    client.click(other, "PanelContainer")
    client.reach("#/u/")
    client.click("Friends", "Button")
    with client.page.expect_response(lambda answer: answer.url.endswith("/social/reports")) as reported:
        client.click("Report", "PanelContainer")
        client.click("Advertising", "PanelContainer")
    assert reported.value.ok
    client.click("Friends", "Button")
    client.click("Block", "PanelContainer")
    client.click("Block", "Button")
    client.see("Nature is better with company.", "Label")
    friend.until(lambda: friend.find("Number 1") is None, "the post goes by itself", AT_ONCE_SECONDS)
    friend.until(lambda: name not in kept(friend), "nothing of it is left in the friend's browser")

    client.page.evaluate("location.hash = '#/settings'")
    client.click("Blocked people", "PanelContainer")
    client.click(other, "PanelContainer")
    client.see("You have blocked nobody.", "Label")


def go(client: Client, key: str, fragment: str) -> None:
    client.page.keyboard.press(key)
    client.reach(fragment)


def see_in_feed(client: Client, card: str) -> None:
    go(client, "1", "#/dex")
    go(client, "4", "#/social")
    client.click("Feed", "Button")
    client.until(lambda: client.find(card) is not None, f"{card} is in the feed", SOON_SECONDS)
    client.see("Not in your dex yet", "Label")


def see_in_tree(client: Client, animal: str) -> None:
    go(client, "2", "#/tree")
    client.fill("Find in the tree", animal)
    client.until(lambda: client.find(animal, "PanelContainer") is not None, f"{animal} is in the tree", SOON_SECONDS)


def see_in_dex(client: Client, name: str) -> None:
    client.click("Social", "VBoxContainer")
    client.reach("#/social")
    client.click(f"{name}, 1 animal", "PanelContainer")
    client.reach("#/u/")
    client.until(lambda: client.find("Number 1") is not None, "the animal is in the friend's dex", SOON_SECONDS)


def share_dex(client: Client, whom: str) -> None:
    """Change who may see the only card of a dex."""
    go(client, "1", "#/dex")
    client.click("Number 1", "PanelContainer")
    client.reach("#/card/")
    with client.page.expect_response(lambda answer: answer.request.method == "PATCH"):
        share_with(client, whom)


def see_nowhere(client: Client, name: str) -> None:
    """Tree, feed and list of friends show nothing of somebody who shows nothing."""
    go(client, "2", "#/tree")
    client.see("Your tree starts with one animal.", "Label")
    go(client, "4", "#/social")
    client.click("Feed", "Button")
    client.see("Nothing new yet.", "Label")
    client.click("Friends", "Button")
    client.see(f"{name}, No animals yet", "PanelContainer")


def like(client: Client) -> None:
    client.click("Number 1", "PanelContainer")
    client.reach("#/card/")
    client.click("Like, 0", "Button")
    client.see("Liked, 1", "Button")


def news(client: Client) -> int:
    """Return what the dot on the social tab counts."""
    spoken = (client.find("Social", "VBoxContainer") or {})["name"]
    return int(spoken.removeprefix("Social").removeprefix(", ") or 0)


def see_notice(client: Client, sentence: str) -> None:
    go(client, "4", "#/social")
    client.click("Notices", "Button")
    client.see(sentence, "Label")
    client.page.keyboard.press("Escape")


def unfriend(client: Client, other: str) -> None:
    client.click(other, "PanelContainer")
    client.click("Friends", "Button")
    client.click("Unfriend", "PanelContainer")
    client.click("Unfriend", "Button")
    client.see("You are no friends any more.")


def kept(client: Client) -> str:
    text: str = client.page.evaluate(KEPT)
    return text
