"""The animals that a person's friends have seen and the person has not."""

from collections.abc import Callable
from typing import Any

from scripts.bench_scale import measured
from tests.integration.conftest import Player
from tests.integration.test_entries import CATS, LIONS, RAVENS, add_named, add_photographed
from tests.integration.test_social import FRIENDSHIPS, befriend

NOT_SEEN = "/api/v1/dex/not_seen"


def page(player: Player, **query: Any) -> Any:
    return player.call("dex", "GET", NOT_SEEN, query_string=query).get_json()


def names(player: Player, **query: Any) -> list[str]:
    return [animal["scientific_name"] for animal in page(player, **query)["items"]]


def test_what_friends_have_met_and_i_have_not_comes_by_number(player: Player, new_player: Callable[[], Player]) -> None:
    misty, brock = new_player(), new_player()
    pair = befriend(player, misty)
    befriend(player, brock)
    assert page(player) == {"items": [], "next_cursor": None}
    add_photographed(misty, RAVENS, 1)
    add_photographed(brock, RAVENS, 2)
    add_photographed(brock, LIONS, 3)
    add_named(misty, LIONS, 4, visibility="private")
    add_photographed(new_player(), "Mus musculus", 5)
    add_named(misty, CATS, 6)
    add_photographed(player, CATS, 7)
    raven, lion = page(player)["items"]
    assert raven["creation_index"] < lion["creation_index"]
    assert (raven["scientific_name"], raven["class_name"], raven["people"]) == (RAVENS, "Aves", 2)
    assert {person["username"] for person in raven["who"]} == {misty.name, brock.name}
    assert (lion["people"], [person["username"] for person in lion["who"]]) == (1, [brock.name])
    assert lion["thumbnail_url"].startswith("/media/")
    first = page(player, limit=1)
    assert [first["items"][0]["scientific_name"], *names(player, limit=1, cursor=first["next_cursor"])] == [
        RAVENS,
        LIONS,
    ]
    assert names(player, family="felidae") == names(player, **{"class": "Mammalia", "order": "Carnivora"}) == [LIONS]
    assert names(player, family="Felidae", order="Passeriformes") == []
    with measured() as cost:
        names(player)
    assert cost.reads <= 3
    player.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend")
    assert page(player)["items"][0]["people"] == 1
    add_named(player, RAVENS, 8)
    assert names(player) == [LIONS]
