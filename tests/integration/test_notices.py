"""Notices: each is sent once, and every way in which one is withdrawn."""

from collections.abc import Callable
from typing import Any

import pytest

from scripts.bench_scale import measured
from shared.accounts.models import NoticeKind
from shared.cloud.firestore import transact
from shared.dex import inbox
from shared.notices import service
from shared.vision import service as vision
from shared.vision.models import NewJob
from tests.integration.conftest import Player, moderate, tidy
from tests.integration.test_dex import completed_job
from tests.integration.test_entries import LIONS, add_photographed
from tests.integration.test_social import FRIENDSHIPS, ask, befriend

NOTICES = "/api/v1/social/notices"
ENTRIES = "/api/v1/dex/entries"


def page(player: Player, **query: Any) -> Any:
    return player.call("social", "GET", NOTICES, query_string=query).get_json()


def kinds(player: Player) -> list[str]:
    return [notice["kind"] for notice in page(player)["items"]]


def unread(player: Player) -> int:
    return int(summary(player)["unread"])


def summary(player: Player) -> Any:
    return player.call("social", "GET", "/api/v1/social/summary").get_json()


@pytest.fixture
def misty(new_player: Callable[[], Player]) -> Player:
    return new_player()


def test_a_request_and_its_answer_are_told_and_taken_back(player: Player, misty: Player) -> None:
    ask(player, user_id=misty.uid)
    ask(player, user_id=misty.uid)
    (notice,) = page(misty)["items"]
    assert (notice["kind"], notice["person"]["username"], notice["read"]) == ("request", player.name, False)
    pair = misty.call("social", "GET", f"{FRIENDSHIPS}/pending").get_json()["items"][0]["id"]
    misty.call("social", "POST", f"{FRIENDSHIPS}/{pair}/respond", json={"action": "accept"})
    assert (kinds(misty), kinds(player)) == ([], ["accepted"])
    player.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend")
    assert (kinds(misty), kinds(player), unread(player)) == ([], [], 0)


def test_a_request_that_is_withdrawn_or_blocked_is_not_told(player: Player, misty: Player) -> None:
    pair = ask(player, user_id=misty.uid).get_json()["id"]
    player.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend")
    assert unread(misty) == 0
    ask(player, user_id=misty.uid)
    misty.call("social", "POST", f"{FRIENDSHIPS}/block", json={"user_id": player.uid})
    assert (unread(misty), kinds(misty)) == (0, [])


def test_a_badge_is_told_until_it_is_lost(player: Player) -> None:
    entry = add_photographed(player, LIONS)
    badges = {notice["badge"] for notice in page(player)["items"]}
    assert badges >= {"discovery-1", "class-1-Mammalia"}
    player.call("dex", "DELETE", f"{ENTRIES}/{entry['id']}")
    assert (kinds(player), unread(player)) == ([], 0)


def test_a_discovery_is_told_to_friends_who_have_photographed_its_genus(
    player: Player, misty: Player, new_player: Callable[[], Player]
) -> None:
    brock = new_player()
    befriend(player, misty)
    befriend(brock, misty)
    add_photographed(player, LIONS)
    tidy()
    player.call("social", "POST", f"{NOTICES}/read", json={})
    entry = add_photographed(misty, "Panthera tigris")
    tidy()
    tidy()
    discovery = page(player)["items"][0]
    assert (discovery["kind"], discovery["entry"]["id"]) == ("discovery", entry["id"])
    assert discovery["person"]["username"] == misty.name
    assert "discovery" not in kinds(brock)
    misty.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "private"})
    assert "discovery" not in kinds(player)
    misty.call("dex", "DELETE", f"{ENTRIES}/{entry['id']}")
    tidy()
    assert unread(player) == 0


def test_notices_are_read_all_or_up_to_a_time(player: Player, new_player: Callable[[], Player]) -> None:
    for _ in range(3):
        ask(new_player(), user_id=player.uid)
    first = page(player, limit=2)
    rest = page(player, limit=2, cursor=first["next_cursor"])
    newest, middle, oldest = first["items"] + rest["items"]
    assert newest["at"] > middle["at"] > oldest["at"]
    assert rest["next_cursor"] is None
    read = player.call("social", "POST", f"{NOTICES}/read", json={"until": middle["at"]})
    assert (read.status_code, unread(player)) == (204, 1)
    assert [notice["read"] for notice in page(player)["items"]] == [False, True, True]
    player.call("social", "POST", f"{NOTICES}/read", json={})
    assert unread(player) == 0
    assert page(player, cursor="e30")["code"] == "invalid_cursor"


def test_a_muted_kind_is_not_told_and_moderation_always(player: Player, misty: Player) -> None:
    muted = player.call("auth", "PATCH", "/api/v1/users/me", json={"muted_notices": ["request", "moderation"]})
    assert muted.get_json()["muted_notices"] == ["request", "moderation"]
    ask(misty, user_id=player.uid)
    transact(lambda unit: service.send(unit, player.uid, NoticeKind.MODERATION, "action-1", text="It was hidden."))
    (notice,) = page(player)["items"]
    assert (notice["kind"], notice["text"]) == ("moderation", "It was hidden.")


def test_what_somebody_causes_who_is_suspended_or_has_gone_is_not_shown(player: Player, misty: Player) -> None:
    ask(misty, user_id=player.uid)
    moderate(f"person.{misty.name}", "suspend")
    assert kinds(player) == []
    while service.erase(misty.uid, 100):
        pass
    assert unread(player) == 0


def test_a_notice_that_was_read_comes_again_only_with_somebody_else(player: Player) -> None:
    def like(actor: str) -> None:
        transact(lambda unit: service.send(unit, player.uid, NoticeKind.LIKE, "entry", actor=actor))

    for actor in ("misty", "misty", "brock"):
        like(actor)
    assert unread(player) == 1
    player.call("social", "POST", f"{NOTICES}/read", json={})
    like("misty")
    assert unread(player) == 0
    like("brock")
    assert unread(player) == 1


def test_what_waits_for_a_person_costs_four_reads(player: Player, new_player: Callable[[], Player]) -> None:
    for _ in range(2):
        ask(new_player(), user_id=player.uid)
    vision.create_job(player.uid, NewJob(content_type="image/png", size_bytes=1))
    completed_job(player.uid)
    with measured() as cost:
        waiting = inbox.summary(player.uid).model_dump()
    assert cost.reads <= 4
    assert waiting == summary(player)
    assert waiting | {"stamp": ""} == {"requests": 2, "unread": 2, "photographs": 1, "stamp": ""}


def stamp(player: Player) -> str:
    return str(summary(player)["stamp"])


def test_the_stamp_differs_once_a_friend_shows_something_else(player: Player, misty: Player) -> None:
    friendship = befriend(player, misty)
    entry = add_photographed(misty, LIONS)["id"]
    changes = (
        lambda: misty.call("dex", "PATCH", f"{ENTRIES}/{entry}", json={"visibility": "private"}),
        lambda: misty.call("social", "DELETE", f"{FRIENDSHIPS}/{friendship}/unfriend"),
        lambda: befriend(player, misty),
        lambda: misty.call("social", "POST", f"{FRIENDSHIPS}/block", json={"user_id": player.uid}),
    )
    seen = [stamp(player)]
    for change in changes:
        change()
        seen.append(stamp(player))
    assert len(set(seen)) == len(seen)
    assert stamp(player) == seen[-1]
