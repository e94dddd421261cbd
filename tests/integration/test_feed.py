"""The feed: its entries, its cost, and every way in which an entry disappears from it."""

from collections.abc import Callable
from typing import Any

import pytest

from scripts.bench_scale import measured
from shared.cloud import firestore
from shared.dex import upkeep
from tests.integration.conftest import Player, tidy
from tests.integration.test_entries import CATS, LIONS, RAVENS, add_named, add_photographed
from tests.integration.test_social import FRIENDSHIPS, befriend

FEED = "/api/v1/social/feed"
ENTRIES = "/api/v1/dex/entries"


@pytest.fixture
def friends(player: Player, new_player: Callable[[], Player]) -> tuple[Player, Player, str]:
    """Ash, the reader, and Misty, who adds entries: two friends."""
    misty = new_player()
    return player, misty, befriend(player, misty)


Friends = tuple[Player, Player, str]


def page(player: Player, **query: Any) -> Any:
    return player.call("social", "GET", FEED, query_string=query).get_json()


def names(player: Player) -> list[str]:
    return names_in(page(player))


def names_in(news_page: Any) -> list[str]:
    return [news["entry"]["animal"]["scientific_name"] for group in news_page["items"] for news in group["news"]]


def test_a_friends_animals_are_news_the_newest_first(friends: Friends, new_player: Callable[[], Player]) -> None:
    ash, misty, _ = friends
    add_named(misty, LIONS, visibility="public")
    add_photographed(misty, RAVENS)
    add_named(misty, CATS, visibility="private")
    add_named(new_player(), CATS, visibility="public")
    add_named(ash, LIONS, 3)
    (group,) = page(ash)["items"]
    assert group["person"]["username"] == misty.name
    assert [news["entry"]["animal"]["scientific_name"] for news in group["news"]] == [RAVENS, LIONS]
    assert [news["mine_since"] for news in group["news"]] == [None, "2026-05-03T00:00:00Z"]
    assert group["news"][0]["entry"]["discovery"]
    assert set(group["news"][0]["badges"]) >= {"discovery-1", "class-1-Aves"}
    assert "mine" not in group["news"][0]["entry"] or group["news"][0]["entry"]["mine"] is None
    assert names(misty) == [LIONS]


def test_many_in_a_row_are_a_group_over_pages(friends: Friends, new_player: Callable[[], Player]) -> None:
    ash, misty, _ = friends
    brock = new_player()
    befriend(ash, brock)
    for day in range(1, 6):
        add_named(misty, LIONS, day)
    add_named(brock, RAVENS)
    first = page(ash, limit=4)
    rest = page(ash, limit=4, cursor=first["next_cursor"])
    assert [len(group["news"]) for group in first["items"] + rest["items"]] == [1, 3, 2]
    assert first["items"][1]["id"] == rest["items"][0]["id"] != first["items"][0]["id"]
    assert rest["next_cursor"] is None
    assert page(ash, cursor="e30")["code"] == "invalid_cursor"


def test_the_news_of_one_friend_go_back_to_the_first_entry(player: Player, new_player: Callable[[], Player]) -> None:
    misty, brock, stranger = new_player(), new_player(), new_player()
    for name in (LIONS, RAVENS):
        add_named(misty, name)
    add_named(misty, CATS, visibility="private")
    for other in (misty, brock):
        befriend(player, other)
    add_named(brock, CATS)
    add_named(stranger, CATS, visibility="public")
    first = page(player, friend=misty.uid, limit=1)
    rest = page(player, friend=misty.uid, limit=1, cursor=first["next_cursor"])
    assert [names_in(first), names_in(rest)] == [[RAVENS], [LIONS]]
    assert first["items"][0]["id"] == rest["items"][0]["id"]
    assert rest["next_cursor"] is None
    for person in (stranger, player):
        assert page(player, friend=person.uid)["code"] == "not_found"
    assert page(player, friend=misty.uid, cursor="e30")["code"] == "invalid_cursor"


Undo = Callable[[Player, Player, str, str], Any]
WAYS_OUT: dict[str, Undo] = {
    "unfriend": lambda ash, misty, pair, _: misty.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend"),
    "unfriended": lambda ash, misty, pair, _: ash.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend"),
    "block": lambda ash, misty, pair, _: misty.call(
        "social", "POST", f"{FRIENDSHIPS}/block", json={"user_id": ash.uid}
    ),
    "private": lambda ash, misty, pair, entry: misty.call(
        "dex", "PATCH", f"{ENTRIES}/{entry}", json={"visibility": "private"}
    ),
    "deleted": lambda ash, misty, pair, entry: misty.call("dex", "DELETE", f"{ENTRIES}/{entry}"),
    "erased": lambda ash, misty, pair, _: misty.call("auth", "DELETE", "/api/v1/users/me"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_what_a_person_may_not_see_any_more_is_gone_at_once(friends: Friends, way: str) -> None:
    ash, misty, pair = friends
    entries = [add_named(misty, name, visibility="public") for name in (LIONS, RAVENS)]
    first = page(ash, limit=1)
    assert len(first["items"]) == 1
    WAYS_OUT[way](ash, misty, pair, entries[0]["id"])
    if way == "erased":
        upkeep.erase(misty.uid, 100)
    half_read = page(ash, limit=1, cursor=first["next_cursor"])
    assert half_read["items"] == []
    assert LIONS not in names(ash)


def test_a_new_friend_finds_the_newest_and_a_former_one_is_forgotten(
    player: Player, new_player: Callable[[], Player]
) -> None:
    misty = new_player()
    add_named(misty, LIONS)
    pair = befriend(player, misty)
    tidy()
    assert names(player) == [LIONS]
    player.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend")
    tidy()
    assert stored_feeds() == [[]]


def stored_feeds() -> list[Any]:
    return [(snapshot.to_dict() or {})["feed"] for snapshot in firestore.client().collection("dex_entries").stream()]


def test_who_is_erased_is_in_no_entry(friends: Friends) -> None:
    ash, misty, _ = friends
    add_named(misty, LIONS)
    assert stored_feeds() == [[ash.uid]]
    upkeep.erase(ash.uid, 100)
    assert stored_feeds() == [[]]


def test_an_entry_that_becomes_visible_is_news_to_those_who_are_friends_then(friends: Friends) -> None:
    ash, misty, _ = friends
    entry = add_named(misty, LIONS, visibility="private")
    assert names(ash) == []
    misty.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "friends"})
    assert names(ash) == [LIONS]


def test_a_page_costs_what_it_shows_however_many_friends_there_are(friends: Friends) -> None:
    ash, misty, _ = friends
    for day in range(1, 8):
        add_named(misty, LIONS, day)
    others = [f"friend{number}" for number in range(500)]
    circle = firestore.client().collection("circles").document(ash.uid)
    circle.update({"names": dict.fromkeys([misty.uid, *others], "name")})
    with measured() as cost:
        assert len(page(ash, limit=5)["items"][0]["news"]) == 5
    assert cost.reads <= 3 * 5
