"""Likes: one per person, counted exactly, and only by people who may see the entry."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from google.cloud.firestore_v1.base_query import FieldFilter

from scripts.bench_scale import measured
from shared.cloud import firestore
from shared.dex import likes as likes_of_dex
from shared.dex import upkeep
from shared.part import Work
from tests.integration.conftest import Player, moderate, tidy
from tests.integration.test_entries import LIONS, add_named
from tests.integration.test_notices import kinds, page, unread
from tests.integration.test_social import FRIENDSHIPS, befriend

ENTRIES = "/api/v1/dex/entries"


@pytest.fixture
def misty(player: Player, new_player: Callable[[], Player]) -> Player:
    """A friend of the player, who owns the liked entries."""
    misty = new_player()
    befriend(player, misty)
    return misty


def like(player: Player, entry_id: str, method: str = "PUT") -> int:
    status: int = player.call("dex", method, f"{ENTRIES}/{entry_id}/like").status_code
    return status


def unlike(player: Player, entry_id: str) -> int:
    return like(player, entry_id, "DELETE")


def seen(player: Player, entry_id: str) -> tuple[int, bool]:
    entry = player.call("dex", "GET", f"{ENTRIES}/{entry_id}").get_json()
    return entry["likes"], entry["liked_by_me"]


def likers(player: Player, entry_id: str, **query: Any) -> list[str]:
    reply = player.call("dex", "GET", f"{ENTRIES}/{entry_id}/likes", query_string=query).get_json()
    return [one["person"]["username"] for one in reply["items"]]


def block(player: Player, other: Player, *, undo: bool = False) -> None:
    action = "unblock" if undo else "block"
    player.call("social", "POST", f"{FRIENDSHIPS}/{action}", json={"user_id": other.uid})
    tidy()


def test_a_like_is_one_a_person_however_often_it_comes(player: Player, misty: Player) -> None:
    entry = add_named(player, LIONS, visibility="friends")["id"]
    assert [like(misty, entry), like(misty, entry)] == [204, 204]
    assert (seen(player, entry), seen(misty, entry)) == ((1, False), (1, True))
    assert [unlike(misty, entry), unlike(misty, entry)] == [204, 204]
    assert seen(misty, entry) == (0, False)


def test_likes_at_once_are_counted_exactly(player: Player, new_player: Callable[[], Player]) -> None:
    entry = add_named(player, LIONS, visibility="public")["id"]
    fans = [new_player() for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda fan: like(fan, entry), fans * 2)) == {204}
    assert seen(player, entry) == (4, False)


def test_only_who_may_see_an_entry_likes_it(player: Player, misty: Player, new_player: Callable[[], Player]) -> None:
    private, friends = (
        add_named(player, LIONS, day, visibility=name)["id"] for day, name in ((1, "private"), (2, "friends"))
    )
    assert [like(misty, private), like(misty, friends), like(new_player(), friends), like(player, "none")] == [
        404,
        204,
        404,
        404,
    ]
    assert likers(player, friends) == [misty.name]
    assert misty.call("dex", "GET", f"{ENTRIES}/{friends}/likes").status_code == 404


def test_the_owner_sees_who_likes_it_friends_first(
    player: Player, misty: Player, new_player: Callable[[], Player]
) -> None:
    entry = add_named(player, LIONS, visibility="public")["id"]
    brock, iris = new_player(), new_player()
    for fan in (misty, brock, iris):
        like(fan, entry)
    assert likers(player, entry) == [misty.name, iris.name, brock.name]
    befriend(player, brock)
    tidy()
    first = player.call("dex", "GET", f"{ENTRIES}/{entry}/likes", query_string={"limit": 2}).get_json()
    assert [(one["person"]["username"], one["friend"]) for one in first["items"]] == [
        (brock.name, True),
        (misty.name, True),
    ]
    assert likers(player, entry, limit=2, cursor=first["next_cursor"]) == [iris.name]


def test_likes_of_an_entry_are_one_notice_and_it_goes_with_the_last(
    player: Player, misty: Player, new_player: Callable[[], Player]
) -> None:
    entry = add_named(player, LIONS, visibility="public")["id"]
    brock = new_player()
    for fan in (misty, brock, misty):
        like(fan, entry)
    (notice,) = [one for one in page(player)["items"] if one["kind"] == "like"]
    assert (notice["person"]["username"], notice["entry"]["id"], notice["entry"]["likes"]) == (misty.name, entry, 2)
    unlike(misty, entry)
    (notice,) = [one for one in page(player)["items"] if one["kind"] == "like"]
    assert notice["person"]["username"] == brock.name
    before = unread(player)
    like(player, entry)
    unlike(brock, entry)
    assert ("like" in kinds(player), unread(player)) == (False, before - 1)


def test_who_was_blocked_does_not_count_and_cannot_tell(
    player: Player, misty: Player, new_player: Callable[[], Player]
) -> None:
    entry = add_named(player, LIONS, visibility="public")["id"]
    like(misty, entry)
    block(player, misty)
    assert (seen(player, entry), seen(misty, entry), seen(new_player(), entry)) == ((0, False), (1, True), (0, False))
    assert (likers(player, entry), "like" in kinds(player)) == ([], False)
    unlike(misty, entry)
    like(misty, entry)
    assert (seen(player, entry), seen(misty, entry), "like" in kinds(player)) == ((0, False), (1, True), False)
    block(player, misty, undo=True)
    assert (seen(player, entry), "like" in kinds(player)) == ((1, False), True)


def test_a_like_that_counts_again_is_not_told_of_an_entry_that_is_gone(player: Player, misty: Player) -> None:
    entry = add_named(player, LIONS, visibility="public")["id"]
    like(misty, entry)
    block(player, misty)
    with patch.object(likes_of_dex, "forget", return_value=False):  # as if housekeeping had not come so far
        player.call("dex", "DELETE", f"/api/v1/dex/entries/{entry}")
        block(player, misty, undo=True)
    told = firestore.client().collection("notices").where(filter=FieldFilter("subject", "==", entry))
    assert list(told.stream()) == []


def test_an_entry_that_comes_back_begins_anew(player: Player, misty: Player, new_player: Callable[[], Player]) -> None:
    fan = new_player()
    entry = add_named(player, LIONS, visibility="public")["id"]
    like(misty, entry)
    player.call("dex", "DELETE", f"{ENTRIES}/{entry}")
    again = add_named(player, LIONS, visibility="public")["id"]
    assert again == entry
    like(misty, entry)
    like(fan, entry)
    tidy()
    assert seen(player, entry) == (2, False)
    assert kinds(player).count("like") == 1


def test_a_like_that_counts_again_is_not_told_of_an_entry_that_came_back_without_it(
    player: Player, misty: Player
) -> None:
    entry = add_named(player, LIONS, visibility="public")["id"]
    like(misty, entry)
    block(player, misty)
    player.call("dex", "DELETE", f"{ENTRIES}/{entry}")
    add_named(player, LIONS, visibility="public")
    player.call("social", "POST", f"{FRIENDSHIPS}/unblock", json={"user_id": misty.uid})
    likes_of_dex.follow(Work(subject=f"{misty.uid}/{player.uid}", at=datetime.now(UTC)))
    tidy()
    assert (seen(player, entry), kinds(player).count("like")) == ((0, False), 0)


def test_who_is_suspended_does_not_count_until_it_is_over(player: Player, misty: Player) -> None:
    entry = add_named(player, LIONS, visibility="friends")["id"]
    like(misty, entry)
    moderate(f"person.{misty.name}", "suspend")
    tidy()
    assert (seen(player, entry), likers(player, entry), "like" in kinds(player)) == ((0, False), [], False)
    moderate(f"person.{misty.name}", "unsuspend")
    tidy()
    assert (seen(player, entry), likers(player, entry)) == ((1, False), [misty.name])
    assert "like" in kinds(player)


def test_likes_go_with_their_person_and_with_their_entry(
    player: Player, misty: Player, new_player: Callable[[], Player]
) -> None:
    entry = add_named(player, LIONS, visibility="friends")["id"]
    brock = new_player()
    befriend(player, brock)
    like(misty, entry), like(brock, entry)
    while upkeep.erase(misty.uid, 100):
        pass
    assert seen(player, entry) == (1, False)
    player.call("dex", "DELETE", f"{ENTRIES}/{entry}")
    assert "like" not in kinds(player)
    tidy()
    assert list(firestore.client().collection("likes").stream()) == []
    assert add_named(player, LIONS, visibility="friends")["id"] == entry
    assert seen(player, entry) == (0, False)


def test_a_list_costs_a_read_more_for_each_liked_entry_and_one_for_each_like_of_ones_own(
    player: Player, misty: Player
) -> None:
    entries = [add_named(player, LIONS, day, visibility="friends")["id"] for day in range(1, 6)]
    path = f"{ENTRIES}/user/{player.uid}/entries"
    with measured() as without:
        misty.call("dex", "GET", path)
    like(misty, entries[0]), like(player, entries[1])
    with measured() as cost:
        found = misty.call("dex", "GET", path).get_json()["items"]
    assert {one["id"]: (one["likes"], one["liked_by_me"]) for one in found if one["likes"]} == {
        entries[0]: (1, True),
        entries[1]: (1, False),
    }
    assert cost.reads == without.reads + 2 + 1
