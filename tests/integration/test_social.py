"""Friendships and their routes on the emulators."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import pytest

from shared.cloud import firestore
from shared.problems import Code, Problem
from shared.social import service
from shared.social.models import Access, Action
from tests.conftest import forget_cached
from tests.integration.conftest import Player

FRIENDSHIPS = "/api/v1/social/friendships"


@pytest.fixture
def pair(new_player: Callable[[], Player]) -> tuple[Player, Player]:
    return new_player(), new_player()


def ask(player: Player, **whom: str) -> Any:
    return player.call("social", "POST", f"{FRIENDSHIPS}/send_request", json=whom)


def befriend(one: Player, other: Player) -> str:
    ask(one, user_id=other.uid)
    friendship: dict[str, Any] = ask(other, user_id=one.uid).get_json()
    assert friendship["relation"] == "friends"
    return str(friendship["id"])


def listed(player: Player, name: str) -> list[str]:
    items = player.call("social", "GET", f"{FRIENDSHIPS}/{name}").get_json()["items"]
    return [item["person"]["username"] for item in items]


def counts() -> dict[str, Any]:
    return {result.id: result.to_dict() for result in firestore.client().collection("social_counts").stream()}


@pytest.mark.parametrize("by", ["friend_code", "user_id", "username"])
def test_a_request_is_sent_seen_and_accepted(pair: tuple[Player, Player], by: str) -> None:
    ash, misty = pair
    code = misty.call("auth", "GET", "/api/v1/users/friend-code").get_json()["friend_code"]
    whom = {"friend_code": f"{code[:4]}-{code[4:].lower()}", "user_id": misty.uid, "username": misty.name.upper()}
    sent = ask(ash, **{by: whom[by]}).get_json()
    assert (sent["relation"], sent["person"]["username"]) == ("sent", misty.name)
    assert (listed(ash, "sent"), listed(misty, "pending")) == ([misty.name], [ash.name])
    answer = misty.call("social", "POST", f"{FRIENDSHIPS}/{sent['id']}/respond", json={"action": "accept"})
    assert answer.get_json()["relation"] == "friends"
    assert (listed(ash, "friends"), listed(misty, "friends"), listed(misty, "pending")) == (
        [misty.name],
        [ash.name],
        [],
    )
    assert counts() == {uid: {"friends": 1, "sent": 0} for uid in (ash.uid, misty.uid)}


def test_two_requests_crossing_at_once_become_one_friendship(pair: tuple[Player, Player]) -> None:
    ash, misty = pair
    with ThreadPoolExecutor(4) as pool:
        request = [pool.submit(ask, one, user_id=other.uid) for one, other in ((ash, misty), (misty, ash)) * 2]
    assert {request.result().status_code for request in request} == {200}
    assert (listed(ash, "friends"), listed(misty, "friends")) == ([misty.name], [ash.name])
    assert counts() == {uid: {"friends": 1, "sent": 0} for uid in (ash.uid, misty.uid)}


@pytest.mark.parametrize(("hers", "his"), list(product(Action, Action)))
def test_whatever_both_do_at_once_the_counts_agree_with_the_friendship(
    pair: tuple[Player, Player], hers: Action, his: Action
) -> None:
    ash, misty = pair
    friendship_id = ask(ash, user_id=misty.uid).get_json()["id"]

    def act(uid: str, action: Action) -> None:
        try:
            service.act_on(uid, friendship_id, action)
        except Problem as problem:
            assert problem.code is Code.FRIENDSHIP_NOT_POSSIBLE

    with ThreadPoolExecutor(2) as pool:
        for doing in [pool.submit(act, ash.uid, his), pool.submit(act, misty.uid, hers)]:
            doing.result()
    stored = firestore.client().collection("friendships").document(friendship_id).get().to_dict() or {}
    friends, sent_by = stored.get("friends", []), stored.get("sent_by")
    for uid in (ash.uid, misty.uid):
        result = counts().get(uid, {"friends": 0, "sent": 0})
        assert result == {"friends": int(uid in friends), "sent": int(sent_by == uid)}
    assert not (friends and stored["blocked_by"])


def test_a_friendship_ends_for_both(pair: tuple[Player, Player]) -> None:
    ash, misty = pair
    friendship_id = befriend(ash, misty)
    assert misty.call("social", "DELETE", f"{FRIENDSHIPS}/{friendship_id}/unfriend").status_code == 204
    assert (listed(ash, "friends"), listed(misty, "friends")) == ([], [])
    assert counts() == {uid: {"friends": 0, "sent": 0} for uid in (ash.uid, misty.uid)}
    assert firestore.client().collection("friendships").document(friendship_id).get().exists is False


def test_a_blocked_person_sees_a_stranger(pair: tuple[Player, Player], new_player: Callable[[], Player]) -> None:
    ash, misty = pair
    befriend(ash, misty)
    code = ash.call("auth", "GET", "/api/v1/users/friend-code").get_json()["friend_code"]
    block = {"json": {"user_id": misty.uid}}
    assert ash.call("social", "POST", f"{FRIENDSHIPS}/block", **block).status_code == 204
    stranger = new_player()
    as_misty, as_stranger = (one.call("auth", "GET", f"/api/v1/users/{ash.uid}") for one in (misty, stranger))
    assert as_misty.get_json() == as_stranger.get_json()
    assert as_misty.get_json()["member_since"]
    lookup = {"json": {"friend_code": code}}
    answers = [one.call("auth", "POST", "/api/v1/users/lookup_friend_code", **lookup) for one in (misty, stranger)]
    assert [(answer.status_code, answer.data) for answer in answers] == [(200, answers[0].data)] * 2
    request, unblocked = ask(misty, friend_code=code), ask(misty, user_id=stranger.uid)
    assert (request.status_code, request.get_json().keys()) == (200, unblocked.get_json().keys())
    assert sorted(listed(misty, "sent")) == sorted([ash.name, stranger.name])
    assert (listed(ash, "pending"), listed(ash, "blocked"), listed(misty, "blocked")) == ([], [misty.name], [])
    assert ask(ash, user_id=misty.uid).get_json()["detail"].startswith("You have blocked")
    ash.call("social", "POST", f"{FRIENDSHIPS}/unblock", **block)
    assert listed(ash, "pending") == [misty.name]


def test_oneself_nobody_and_other_peoples_requests(player: Player, new_player: Callable[[], Player]) -> None:
    assert ask(player, user_id=player.uid).get_json()["code"] == "friendship_not_possible"
    for whom in ({"user_id": "nobody"}, {"username": "nobody-here"}, {"friend_code": "22222222"}, {"username": "a/b"}):
        assert ask(player, **whom).status_code == 404
    assert ask(player, user_id="a", username="b").status_code == 422
    friendship_id = befriend(new_player(), new_player())
    assert player.call("social", "DELETE", f"{FRIENDSHIPS}/{friendship_id}/unfriend").status_code == 404


@pytest.mark.parametrize(
    ("setting", "code", "detail"),
    [
        ("MAX_FRIENDS", "friend_limit", "You have already reached the limit of 1 friends."),
        ("MAX_OPEN_REQUESTS", "friend_limit", "You have already reached the limit of 1 open requests."),
        ("FRIEND_REQUESTS_PER_DAY", "too_many_attempts", "Too many attempts. Please wait a moment."),
    ],
)
def test_limits_are_told(
    new_player: Callable[[], Player],
    limits_clock: None,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    code: str,
    detail: str,
) -> None:
    ash, misty, brock = new_player(), new_player(), new_player()
    monkeypatch.setenv(setting, "1")
    forget_cached()
    ask(brock, user_id=ash.uid)
    ask(ash, user_id=misty.uid)
    if setting == "MAX_FRIENDS":
        ask(misty, user_id=ash.uid)
    whom = new_player() if setting == "MAX_OPEN_REQUESTS" else brock
    problem = ask(ash, user_id=whom.uid).get_json()
    assert (problem["code"], problem["detail"]) == (code, detail)


def test_trying_friend_codes_by_sending_requests_is_limited_and_costs_one_write(
    player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRIEND_REQUESTS_PER_DAY", "1")
    forget_cached()
    assert [ask(player, friend_code="22222222").status_code for _ in range(3)] == [404, 429, 429]
    counters = [result.to_dict() for result in firestore.client().collection("rate_limits").stream()]
    assert [counter and counter["count"] for counter in counters] == [2]


def test_lists_go_on_from_page_to_page(player: Player, new_player: Callable[[], Player]) -> None:
    friends = [new_player() for _ in range(3)]
    for friend in friends:
        befriend(friend, player)
    first = player.call("social", "GET", f"{FRIENDSHIPS}/friends?limit=2").get_json()
    rest = player.call("social", "GET", f"{FRIENDSHIPS}/friends?limit=2&cursor={first['next_cursor']}").get_json()
    names = [item["person"]["username"] for item in first["items"] + rest["items"]]
    assert (names, rest["next_cursor"]) == ([friend.name for friend in reversed(friends)], None)


def test_access_is_asked_in_one_place(pair: tuple[Player, Player]) -> None:
    ash, misty = pair
    assert service.access(misty.identity, ash.uid) is Access.STRANGER
    befriend(ash, misty)
    assert service.access(misty.identity, ash.uid) is Access.FRIEND
    assert service.access(None, ash.uid) is Access.STRANGER
    assert service.access(misty.identity, "nobody") is Access.NOTHING
