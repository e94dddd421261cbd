"""The leaderboard: a person among their friends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.bench_scale import measured
from tests.integration.conftest import Player, moderate
from tests.integration.test_entries import CATS, LIONS, RAVENS, add_named, add_photographed
from tests.integration.test_social import befriend

LEADERBOARD = "/api/v1/social/leaderboard"


def scores(player: Player, **query: Any) -> list[tuple[str, int, int, int]]:
    items = player.call("social", "GET", LEADERBOARD, query_string=query).get_json()["items"]
    return [(one["person"]["username"], one["animals"], one["discoveries"], one["streak"]) for one in items]


def add_now(player: Player, name: str, days_ago: int = 0, **fields: Any) -> None:
    caught_at = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    body = {"name": name, "caught_at": caught_at, **fields}
    assert player.call("dex", "POST", "/api/v1/dex/entries", json=body).status_code == 201


def test_friends_are_ranked_by_what_they_show(player: Player, new_player: Callable[[], Player]) -> None:
    misty, brock = new_player(), new_player()
    befriend(player, misty)
    befriend(player, brock)
    new_player()
    add_photographed(misty, LIONS)
    add_named(misty, RAVENS, visibility="private")
    add_now(misty, CATS)
    add_now(misty, CATS, 1, visibility="private")
    add_now(player, RAVENS)
    assert scores(player, period="ever") == [(misty.name, 2, 1, 2), (player.name, 1, 0, 1), (brock.name, 0, 0, 0)]
    month = scores(player)
    assert {name: animals for name, animals, _, _ in month} == {misty.name: 1, player.name: 1, brock.name: 0}
    assert {name: discoveries for name, _, discoveries, _ in month}[misty.name] == 1  # added this month
    with measured() as cost:
        scores(player)
    assert cost.reads <= 6 * 3 + 5


def test_who_does_not_take_part_or_was_shut_out_is_on_nobody_elses(
    player: Player, new_player: Callable[[], Player]
) -> None:
    misty, brock = new_player(), new_player()
    befriend(player, misty)
    befriend(player, brock)
    misty.call("auth", "PATCH", "/api/v1/users/me", json={"on_leaderboard": False})
    moderate(f"person.{brock.name}", "suspend")
    assert [name for name, *_ in scores(player)] == [player.name]
    assert {name for name, *_ in scores(misty)} == {misty.name, player.name}
