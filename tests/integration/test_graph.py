"""The evolutionary tree on the emulators: whose animals it shows, each way out of it, its chunks and its search."""

import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest

from scripts.bench_scale import measured
from scripts.bench_tree import populate
from shared import parts
from shared.accounts import sessions
from shared.cloud import firestore
from shared.cloud.auth.identity import Identity
from shared.graph import kept as kept_trees
from shared.graph import service, upkeep
from shared.graph.models import ChunkPath, FormQuery, NodeSearch, PeopleQuery, TreeQuery
from shared.graph.sources import Source
from shared.privacy import service as privacy
from tests.conftest import forget_cached
from tests.integration.conftest import Player, moderate, tidy
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_entries import add_named
from tests.integration.test_social import FRIENDSHIPS, befriend

GRAPH = "/api/v1/graph"
TREE = f"{GRAPH}/evolutionary-tree"
Node = dict[str, Any]


def see(viewer: Player, **query: Any) -> dict[str, Node]:
    """Return the nodes of a viewer's tree, by id."""
    response = viewer.call("graph", "GET", TREE, query_string=query)
    assert response.status_code == 200, response.text
    return {node["id"]: node for node in response.get_json()["nodes"]}


def photographed(player: Player, number: int = 0, **body: Any) -> dict[str, Any]:
    """Add an entry of a puma with a photograph."""
    entry: dict[str, Any] = add(player, completed_job(player.uid, number), **body).get_json()
    return entry


@pytest.fixture
def me(new_player: Callable[[], Player]) -> Player:
    return new_player()


@pytest.fixture
def friend(new_player: Callable[[], Player], me: Player) -> Player:
    made = new_player()
    befriend(me, made)
    return made


def test_a_tree_holds_an_animal_with_everything_above_it(me: Player) -> None:
    entry = photographed(me)
    tree = see(me, mode="personal")
    puma = tree["species:Puma concolor"]
    path = [puma]
    while path[-1]["parent"]:
        path.append(tree[path[-1]["parent"]])
    ranks = [node["rank"] for node in reversed(path)]
    assert ranks == [None, "kingdom", "phylum", "class", "order", "family", "genus", "species"]
    assert len(tree) == len(path)
    assert (puma["animals"], puma["sightings"], puma["people"], puma["found_by_me"]) == (1, 1, 1, True)
    assert puma["who"] == [{"user_id": me.uid, "username": me.name}]
    assert puma["thumbnail_url"] == entry["thumbnail_url"]
    assert (puma["class_name"], puma["animal_id"], puma["species_known"]) == ("Mammalia", "puma-concolor", 1)
    assert 5000 < tree["class:Mammalia"]["species_known"] < 8000
    assert tree["class:Mammalia"]["thumbnail_url"] is None


def test_a_wider_sighting_sits_at_its_rank_and_is_no_animal(me: Player) -> None:
    add_named(me, "Mammalia")
    photographed(me)
    mammals = see(me, mode="personal")["class:Mammalia"]
    assert (mammals["animals"], mammals["sightings"], mammals["animal_id"]) == (1, 2, "mammalia")


def test_friends_are_added_up_each_once(me: Player, friend: Player, new_player: Callable[[], Player]) -> None:
    other = new_player()
    befriend(me, other)
    for player in (friend, other):
        photographed(player)
        add_named(player, "Puma concolor")
    photographed(other, 1, animal_index=1)
    tree = see(me)
    puma, cats = tree["species:Puma concolor"], tree["family:Felidae"]
    assert (puma["animals"], puma["sightings"], puma["people"], puma["found_by_me"]) == (1, 4, 2, False)
    assert (cats["animals"], cats["sightings"], cats["people"]) == (2, 5, 2)
    assert [who["user_id"] for who in puma["who"]] == sorted([friend.uid, other.uid])
    photographed(me)
    puma = see(me)["species:Puma concolor"]
    assert (puma["people"], puma["found_by_me"], len(puma["who"])) == (3, True, 2)
    assert puma["who"][0]["user_id"] == me.uid


def test_a_selection_shows_those_who_are_selected_as_far_as_the_viewer_may_see(
    me: Player, friend: Player, new_player: Callable[[], Player]
) -> None:
    stranger = new_player()
    photographed(me)
    photographed(friend, visibility="friends")
    photographed(stranger, visibility="public")
    photographed(stranger, 1, animal_index=1, visibility="friends")
    tree = see(me, mode="selected", users=f"{friend.uid},{stranger.uid},nobody")
    assert "species:Felis catus" not in tree
    puma = tree["species:Puma concolor"]
    assert (puma["people"], puma["found_by_me"]) == (2, True)
    assert me.uid not in [who["user_id"] for who in puma["who"]]


# The ways out: what one may no longer see is gone at once, though the tree before was kept

Way = Callable[[Player, Player, dict[str, Any]], object]
QUESTIONS = {
    "tree": TREE,
    "radial": f"{TREE}?layout=radial",
    "upper ranks": f"{TREE}?depth=3",
    "branch": f"{TREE}?root=class:Mammalia",
    "chunk": f"{TREE}/chunks/0/0",
    "chunk above": f"{TREE}/chunks/0/-1",
    "search": f"{TREE}/search?q=puma",
    "search of a group": f"{TREE}/search?q=mammals",
    "common ancestor": f"{GRAPH}/common-ancestor?a=species:Puma concolor&b=species:Corvus corax",
    "Newick": f"{TREE}/export?format=newick",
    "poster": f"{TREE}/export?format=svg",
}
"""All that a tree can be asked."""


def ask(viewer: Player, **query: str) -> dict[str, tuple[int, Any]]:
    """Return all answers about a viewer's tree."""
    answers = {}
    for name, path in QUESTIONS.items():
        response = viewer.call("graph", "GET", path + ("&" if "?" in path else "?") + urlencode(query))
        body = response.get_json() if response.is_json else response.text
        answers[name] = response.status_code, strip(body)
    return answers


def strip(body: Any) -> Any:
    """Leave out of an answer what may differ between two that show the same: its version, a poster's title."""
    if isinstance(body, dict):
        return {key: value for key, value in body.items() if key not in {"version", "trace_id"}}
    return re.sub("<[^<]*>What .* met<[^<]*>", "", body)


def make_private(_: Player, friend: Player, entry: dict[str, Any]) -> object:
    return friend.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "private"})


def show_to_friends_only(_: Player, friend: Player, entry: dict[str, Any]) -> object:
    return friend.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "friends"})


def be_hidden(_: Player, __: Player, entry: dict[str, Any]) -> None:
    moderate(f"entry.{entry['id']}", "hide")


def delete_entry(_: Player, friend: Player, entry: dict[str, Any]) -> object:
    return friend.call("dex", "DELETE", f"{ENTRIES}/{entry['id']}")


def unfriend(me: Player, friend: Player, _: dict[str, Any]) -> object:
    pair = ".".join(sorted((me.uid, friend.uid)))
    return me.call("social", "DELETE", f"{FRIENDSHIPS}/{pair}/unfriend")


def be_unfriended(me: Player, friend: Player, entry: dict[str, Any]) -> object:
    return unfriend(friend, me, entry)


def block(me: Player, friend: Player, _: dict[str, Any]) -> object:
    return me.call("social", "POST", f"{FRIENDSHIPS}/block", json={"user_id": friend.uid})


def be_blocked(me: Player, friend: Player, entry: dict[str, Any]) -> object:
    return block(friend, me, entry)


def suspend(_: Player, friend: Player, __: dict[str, Any]) -> None:
    moderate(f"person.{friend.name}", "suspend")


def go(_: Player, friend: Player, __: dict[str, Any]) -> object:
    return friend.call("auth", "DELETE", "/api/v1/users/me")


def be_erased(_: Player, friend: Player, __: dict[str, Any]) -> object:
    return [part.erase(friend.uid, 100) for part in parts.PARTS if part.erase for _ in range(3)]


OF_ENTRIES: list[Way] = [make_private, be_hidden, delete_entry]
OF_PEOPLE: list[Way] = [suspend, go, be_erased]
OF_TWO: list[Way] = [unfriend, be_unfriended, block, be_blocked]


def lost(viewer: Player, other: Player, visibility: str, way: Way, **query: str) -> None:
    """Check that what another person shows is in every answer, and after it took this way out in none.

    Neither the animal, nor a number, a name or a picture; the viewer's own stay.
    """
    add_named(viewer, "Corvus corax", visibility="public")
    tidy()
    alone = ask(viewer, **query)
    entry = photographed(other, visibility=visibility)
    tidy()
    before = ask(viewer, **query)
    assert [name for name in QUESTIONS if before[name] == alone[name]] == []
    tag = viewer.call("graph", "GET", TREE, query_string=query).headers["ETag"]
    way(viewer, other, entry)
    if query["mode"] == "global":
        tidy()
    assert viewer.call("graph", "GET", TREE, query_string=query, headers={"If-None-Match": tag}).status_code == 200
    after = ask(viewer, **query)
    assert after == alone
    assert other.uid not in str(after)


@pytest.mark.parametrize("way", [*OF_ENTRIES, *OF_PEOPLE, *OF_TWO], ids=lambda way: way.__name__)
def test_what_a_viewer_may_no_longer_see_is_gone_at_once(me: Player, friend: Player, way: Way) -> None:
    lost(me, friend, "friends", way, mode="friends")


@pytest.mark.parametrize("way", [*OF_ENTRIES, *OF_PEOPLE, *OF_TWO], ids=lambda way: way.__name__)
def test_a_selected_friend_shows_at_once_no_more_than_a_viewer_may_see(me: Player, friend: Player, way: Way) -> None:
    lost(me, friend, "friends", way, mode="selected", users=f"{me.uid},{friend.uid}")


@pytest.mark.parametrize("way", [*OF_ENTRIES, show_to_friends_only, *OF_PEOPLE, block], ids=lambda way: way.__name__)
def test_a_selected_stranger_shows_at_once_no_more_than_a_viewer_may_see(
    me: Player, new_player: Callable[[], Player], way: Way
) -> None:
    """That a person has blocked them they cannot tell: they go on to see what everybody sees."""
    stranger = new_player()
    lost(me, stranger, "public", way, mode="selected", users=f"{me.uid},{stranger.uid}")


@pytest.mark.parametrize("way", [*OF_ENTRIES, show_to_friends_only, *OF_PEOPLE], ids=lambda way: way.__name__)
def test_the_tree_of_everybody_loses_with_the_next_housekeeping_what_is_not_for_everybody(
    me: Player, new_player: Callable[[], Player], monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr("shared.dex.upkeep.CHANGES_SETTLE", timedelta(0))
    lost(me, new_player(), "public", way, mode="global")


def test_ones_own_tree_shows_nothing_of_others_and_loses_what_one_deletes(me: Player, friend: Player) -> None:
    add_named(me, "Corvus corax")
    alone = ask(me, mode="personal")
    photographed(friend, visibility="public")
    assert ask(me, mode="personal") == alone
    entry = photographed(me, visibility="private")
    assert "species:Puma concolor" in see(me, mode="personal")
    delete_entry(friend, me, entry)
    assert ask(me, mode="personal") == alone


def test_a_change_of_a_friend_is_seen_at_once(me: Player, friend: Player) -> None:
    assert "species:Puma concolor" not in see(me)
    entry = photographed(friend)
    assert see(me)["species:Puma concolor"]["sightings"] == 1
    add_named(friend, "Puma concolor")
    assert see(me)["species:Puma concolor"]["sightings"] == 2
    friend.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "private"})
    puma = see(me)["species:Puma concolor"]
    assert (puma["sightings"], puma["thumbnail_url"]) == (1, None)  # also the best picture is one that may be seen


def test_who_is_suspended_no_more_counts_again(me: Player, friend: Player) -> None:
    photographed(friend)
    suspend(me, friend, {})
    assert list(see(me)) == ["life"]
    moderate(f"person.{friend.name}", "unsuspend")
    assert "species:Puma concolor" in see(me)


# Everybody


def test_the_tree_of_everybody_follows_the_change_logs_and_names_nobody(
    me: Player, new_player: Callable[[], Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.dex.upkeep.CHANGES_SETTLE", timedelta(0))
    one, other = new_player(), new_player()
    entry = photographed(one, visibility="public")
    photographed(other, visibility="public")
    photographed(other, 1, animal_index=1, visibility="friends")
    for _ in range(2):  # whatever comes twice is counted once
        tidy()
        tree = see(me, mode="global")
        puma = tree["species:Puma concolor"]
        assert (puma["sightings"], puma["people"], puma["who"], puma["thumbnail_url"]) == (2, 2, [], None)
    assert "species:Felis catus" not in tree
    assert one.uid not in str(tree)
    assert tree["class:Mammalia"]["people"] is None
    one.call("dex", "PATCH", f"{ENTRIES}/{entry['id']}", json={"visibility": "friends"})
    tidy()
    assert see(me, mode="global")["species:Puma concolor"]["sightings"] == 1
    moderate(f"person.{other.name}", "suspend")
    tidy()
    assert list(see(me, mode="global")) == ["life"]
    moderate(f"person.{other.name}", "unsuspend")
    tidy()
    assert see(me, mode="global")["species:Puma concolor"]["people"] == 1
    while upkeep.erase(other.uid, 100):
        pass
    assert list(see(me, mode="global")) == ["life"]
    assert list(firestore.client().collection("graph_shares").stream()) == []


def test_the_tree_of_everybody_counts_at_once_nobody_whom_the_viewer_has_blocked(
    me: Player, new_player: Callable[[], Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.dex.upkeep.CHANGES_SETTLE", timedelta(0))
    one, other = new_player(), new_player()
    photographed(one, visibility="public")
    tidy()
    without = ask(me, mode="global")
    photographed(other, visibility="public")
    photographed(other, 1, animal_index=1, visibility="public")
    tidy()
    whole = ask(me, mode="global")
    assert "species:Felis catus" in str(whole)
    block(me, other, {})
    assert ask(me, mode="global") == without
    assert "species:Felis catus" in see(other, mode="global")
    me.call("social", "POST", f"{FRIENDSHIPS}/unblock", json={"user_id": other.uid})
    assert ask(me, mode="global") == whole


# Parts of a tree


def test_a_branch_and_the_upper_levels_of_a_tree(me: Player) -> None:
    for name in ("Puma concolor", "Felis catus", "Canis lupus familiaris", "Corvus corax"):
        add_named(me, name)
    whole = see(me, mode="personal")
    upper = see(me, mode="personal", depth=3)
    assert {node["rank"] for node in upper.values()} == {None, "kingdom", "phylum", "class"}
    assert all(node == whole[name] for name, node in upper.items())  # where the whole tree has it, as it counts it
    cats = see(me, mode="personal", root="family:Felidae")
    assert (cats["family:Felidae"]["parent"], len(cats)) == (None, 5)
    missing = me.call("graph", "GET", TREE, query_string={"root": "family:Ursidae"})
    assert (missing.status_code, missing.get_json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("layout", ["tidy", "radial"])
def test_the_chunks_hold_every_node_once_where_the_tree_has_it(me: Player, layout: str) -> None:
    for name in ("Puma concolor", "Felis catus", "Corvus corax", "Apis mellifera"):
        add_named(me, name)
    response = me.call("graph", "GET", TREE, query_string={"layout": layout}).get_json()
    bounds = response["bounds"]
    columns, rows = (
        range(int(bounds[low] // 2048), int(bounds[high] // 2048) + 1)
        for low, high in (("left", "right"), ("top", "bottom"))
    )
    chunks = [
        me.call("graph", "GET", f"{TREE}/chunks/{x}/{y}", query_string={"layout": layout}).get_json()
        for x in columns
        for y in rows
    ]
    nodes = [node for chunk in chunks for node in chunk["nodes"]]
    assert sorted(node["id"] for node in nodes) == sorted(node["id"] for node in response["nodes"])
    assert all(node in response["nodes"] for node in nodes)
    edges = {edge["child"]: edge for chunk in chunks for edge in chunk["edges"]}
    assert list(edges.values()) != []
    assert edges == {edge["child"]: edge for edge in response["edges"]}


def test_a_search_finds_what_is_in_the_tree_with_the_way_to_it(me: Player) -> None:
    add_named(me, "Puma concolor")
    add_named(me, "Corvus corax")

    def found(query: str) -> list[str]:
        response = me.call("graph", "GET", f"{TREE}/search", query_string={"q": query})
        return [item["id"] for item in response.get_json()["items"]]

    assert found("raven") == ["species:Corvus corax"]
    assert found("ravven") == ["species:Corvus corax"]
    assert "family:Felidae" in found("cats")
    assert found("lion") in ([], ["species:Puma concolor"])  # no lion was met; a mountain lion is one
    item = me.call("graph", "GET", f"{TREE}/search?q=puma").get_json()["items"][0]
    ranks = [above["rank"] for above in item["path"]]
    assert ranks == [None, "kingdom", "phylum", "class", "order", "family", "genus"][: len(ranks)]


def test_two_nodes_meet_at_their_common_ancestor(me: Player) -> None:
    for name in ("Puma concolor", "Canis lupus familiaris", "Corvus corax"):
        add_named(me, name)

    def meet(a: str, b: str) -> Any:
        return me.call("graph", "GET", f"{GRAPH}/common-ancestor", query_string={"a": a, "b": b})

    assert meet("species:Puma concolor", "genus:Canis").get_json()["id"] == "order:Carnivora"
    assert meet("species:Puma concolor", "species:Corvus corax").get_json()["id"] == "phylum:Chordata"
    assert meet("class:Mammalia", "species:Puma concolor").get_json()["id"] == "class:Mammalia"
    assert meet("life", "species:Homo sapiens").status_code == 404


def test_a_tree_that_is_the_same_is_not_sent_again(me: Player) -> None:
    photographed(me)
    first = me.call("graph", "GET", TREE)
    again = me.call("graph", "GET", TREE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    add_named(me, "Corvus corax")
    assert me.call("graph", "GET", TREE, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_tree_is_sent_compressed_to_those_who_take_it_so(me: Player) -> None:
    """The same either way, made or kept; each form has its own ETag."""
    photographed(me)
    sent = [me.call("graph", "GET", TREE, headers={"Accept-Encoding": how}) for how in ("gzip, br", "identity")]
    assert [one.headers.get("Content-Encoding") for one in sent] == ["gzip", None]
    assert gzip.decompress(sent[0].data) == sent[1].data
    assert all("Accept-Encoding" in one.headers["Vary"] for one in sent)
    assert sent[0].headers["ETag"] != sent[1].headers["ETag"]
    for how, one in zip(("gzip", "identity"), sent, strict=True):
        known = {"Accept-Encoding": how, "If-None-Match": one.headers["ETag"]}
        assert me.call("graph", "GET", TREE, headers=known).status_code == 304


@pytest.mark.parametrize(
    "query",
    [{"mode": "selected"}, {"mode": "friends", "users": "a"}, {"mode": "all"}, {"depth": "-1"}, {"root": "x"}],
    ids=str,
)
def test_what_no_tree_can_be_made_of_is_refused(me: Player, query: dict[str, str]) -> None:
    assert me.call("graph", "GET", TREE, query_string=query).status_code == 422


# What is kept


def kept() -> list[str]:
    return [snapshot.id for snapshot in firestore.client().collection("graph_trees").stream()]


def test_trees_are_forgotten_when_asked_and_when_they_are_old(me: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    see(me)
    see(me, mode="personal")
    assert len(kept()) == 2 * 2  # a tree, and the answer that was made of it
    assert me.call("graph", "POST", f"{GRAPH}/invalidate-cache").status_code == 204
    assert kept() == []
    monkeypatch.setenv("GRAPH_CACHE_TTL", "0")
    forget_cached()
    see(me)
    assert len(kept()) == 2
    tidy()
    assert kept() == []


def test_an_operator_sees_of_people_whom_they_select_what_these_see(
    me: Player, new_player: Callable[[], Player]
) -> None:
    photographed(me, visibility="private")
    operator = new_player()
    assert list(see(operator, mode="selected", users=me.uid)) == ["life"]
    operator.become_admin()
    assert "species:Puma concolor" in see(operator, mode="selected", users=me.uid)


def test_a_friend_who_leaves_is_gone_though_the_sign_in_service_fails(me: Player, friend: Player) -> None:
    photographed(friend)
    with patch.object(sessions, "shut_out", side_effect=RuntimeError), pytest.raises(RuntimeError):
        privacy.shut_out(friend.uid)
    assert list(see(me)) == ["life"]


# What it costs


def test_a_tree_costs_one_read_for_250_animals_and_two_when_nothing_has_changed(project: str) -> None:
    populate("viewer", friends=40, animals=300, distinct=1000)
    viewer = Identity("viewer", datetime.now(UTC))
    with measured() as cold:
        reply = service.see(viewer, TreeQuery(depth=3))
    chunks = 2 * 41
    others = 3 + 1 + 2 + 1  # the stamps, the answer and the tree, not kept; the circle; who was shut out; the own name
    assert cold.reads == chunks + others
    life = json.loads(gzip.decompress(reply))["nodes"][0]
    assert (life["people"], life["sightings"]) == (41, 41 * 300)
    for ask in (
        lambda: service.see(viewer, TreeQuery(depth=3)),
        lambda: service.see_chunk(viewer, ChunkPath(x=0, y=0), FormQuery()),
        lambda: service.search(viewer, NodeSearch(q="cat")),
    ):
        with measured() as kept:
            ask()
        assert kept.reads == 2


ANOTHER_INSTANCE = """
import hashlib, sys
from datetime import UTC, datetime
from scripts.bench_scale import measured
from shared.cloud.auth.identity import Identity
from shared.graph import service
from shared.graph.models import TreeQuery
with measured() as cost:
    tree = service.see(Identity(sys.argv[1], datetime.now(UTC)), TreeQuery())
print(cost.reads, hashlib.sha256(tree).hexdigest())
"""


def test_another_instance_answers_from_what_the_first_one_kept(project: str) -> None:
    populate("viewer", friends=2, animals=20, distinct=30)
    tree = service.see(Identity("viewer", datetime.now(UTC)), TreeQuery())
    command = [sys.executable, "-c", ANOTHER_INSTANCE, "viewer"]
    reads, found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert int(reads) <= 3
    assert found == hashlib.sha256(tree).hexdigest()


def test_a_tree_is_kept_for_two_minutes_where_nothing_is_set(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRAPH_CACHE_TTL", raising=False)
    forget_cached()
    viewer, made_at, made = Identity("viewer", datetime.now(UTC)), datetime.now(UTC), []
    source = Source("as it was", lambda: pytest.fail("nothing is gathered here"))

    def make() -> bytes:
        made.append(clock.now.return_value)
        return b"a tree"

    with patch.object(kept_trees, "datetime") as clock:
        for seconds in (0, 119, 120, 239, 240):
            clock.now.return_value = made_at + timedelta(seconds=seconds)
            assert kept_trees.recall(viewer, PeopleQuery(), source, make) == b"a tree"
    assert made == [made_at + timedelta(seconds=seconds) for seconds in (0, 120, 240)]


# As a file


def test_the_tree_is_a_file_for_biologists_and_a_poster_with_pictures(me: Player, friend: Player) -> None:
    photographed(me)
    photographed(friend, visibility="friends", animal_index=1)
    newick = me.call("graph", "GET", f"{TREE}/export", query_string={"format": "newick"})
    assert "'Puma concolor'" in newick.text
    assert newick.headers["Content-Disposition"] == 'attachment; filename="biologidex-tree.nwk"'
    poster = me.call("graph", "GET", f"{TREE}/export", query_string={"format": "svg"})
    assert (poster.mimetype, poster.text.count("<image ")) == ("image/svg+xml", 2)
    assert f"What {me.name} and friends have met" in poster.text
    missing = me.call("graph", "GET", f"{TREE}/export", query_string={"format": "svg", "root": "class:Aves"})
    assert missing.status_code == 404
